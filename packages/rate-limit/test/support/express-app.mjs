import { ExpressStore } from "@coffer/rate-limit";
import express from "express";
import { rateLimit } from "express-rate-limit";

/**
 * @param {import("coffer").Caches} caches
 * @param {object} options of express-rate-limit
 */
export async function listen(caches, options) {
  const app = express();
  app.use(rateLimit({ legacyHeaders: true, ...options, store: new ExpressStore(caches, { name: "api" }) }));
  app.get("/", (_request, response) => response.json("hello"));
  app.use((error, _request, response, _next) => response.status(500).json(error.code));
  const server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return server.address().port;
}
