import { fastifyStore } from "@coffer/rate-limit";
import rateLimit from "@fastify/rate-limit";
import Fastify from "fastify";

/**
 * @param {import("coffer").Caches} caches
 * @param {object} options of @fastify/rate-limit
 */
export async function listen(caches, options) {
  const app = Fastify();
  await app.register(rateLimit, { ...options, store: fastifyStore(caches, { name: "api" }) });
  app.get("/", async () => "hello");
  await app.listen({ port: 0, host: "127.0.0.1" });
  return app.server.address().port;
}
