// Cached answers of Fastify. With a REDIS_URL it can be started twice, with another PORT: both share one cache.
import fastifyCoffer from "@coffer/fastify";
import Fastify from "fastify";
import { settings } from "./settings.mjs";
import { users } from "./users.mjs";

const app = Fastify();
await app.register(fastifyCoffer, { settings, parent: import.meta });

app.get("/users/:id", async (request, reply) => {
  const { id } = /** @type {{ id: string }} */ (request.params);
  const user = await app.caches.get().getOrSet(`user:${id}`, () => users.find(id), "5m");
  return user ?? reply.code(404).send({ error: "no such user" });
});

app.put("/users/:id", async (request) => {
  const { id } = /** @type {{ id: string }} */ (request.params);
  const { name } = /** @type {{ name: string }} */ (request.query);
  const user = await users.rename(id, name);
  await app.caches.get().delete(`user:${id}`);
  return user;
});

app.get("/health", async (_request, reply) => {
  try {
    await app.caches.ready();
    return { redis: "up" };
  } catch (error) {
    app.log.error(error);
    return reply.code(503).send({ redis: "down" });
  }
});

process.once("SIGTERM", () => app.close()).once("SIGINT", () => app.close());

await app.listen({ port: Number(process.env.PORT ?? 3000) });
const { port } = /** @type {import("node:net").AddressInfo} */ (app.server.address());
console.log(`http://localhost:${port}/users/1`);
