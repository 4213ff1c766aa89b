import { createHmac } from "node:crypto";
import express from "express";
import session from "express-session";
import { runFromReadme } from "./readme.mjs";
import { routes } from "./routes.mjs";

const secret = "a secret of at least 32 characters";

/** The same as cookie-signature, which is part of express-session. */
const cookieSignature = {
  /** @param {string} id @param {string} key */
  sign: (id, key) => `${id}.${createHmac("sha256", key).update(id).digest("base64").replace(/=+$/, "")}`,
};

/**
 * @param {import("@coffer/session-store").SessionStore} store
 * @param {{ django?: boolean }} options besides those of the framework, whether cookies are those of Django
 * @returns {Promise<import("node:http").Server>}
 */
export async function listen(store, { django, ...options }) {
  const app = express();
  if (django) await runFromReadme("cookieSignature", { app, secret, cookieSignature });
  app.use(
    session({
      store,
      secret,
      resave: false,
      saveUninitialized: false,
      ...options,
    }),
  );
  for (const [path, handle] of Object.entries(routes)) {
    app.get(path, async (request, response) => response.json(await handle(request)));
  }
  /** @type {import("express").ErrorRequestHandler} */
  const refuse = (error, _request, response, next) => {
    if (response.headersSent) next(error);
    else response.status(500).json({ code: error.code, message: error.message });
  };
  app.use(refuse);
  return new Promise((resolve) => {
    const server = app.listen(0, "127.0.0.1", () => resolve(server));
  });
}
