// Sessions of Fastify in Redis. With a REDIS_URL it can be started twice, with another PORT: both know who has logged in.
import { SessionStore } from "@coffer/session-store";
import fastifyCookie from "@fastify/cookie";
import fastifySession from "@fastify/session";
import { createCaches } from "coffer";
import Fastify from "fastify";
import { settings } from "./settings.mjs";

const caches = await createCaches(settings, { parent: import.meta });
const store = new SessionStore(caches, { SESSION_CACHE_ALIAS: "sessions" });

const app = Fastify();
await app.register(fastifyCookie);
await app.register(fastifySession, {
  store,
  secret: process.env.SESSION_SECRET ?? "for this example alone, 32 characters",
  saveUninitialized: false,
  // Cookies for https only would not be sent to http://localhost.
  cookie: { maxAge: 30 * 60_000, sameSite: "lax", secure: "auto" },
});
app.addHook("onClose", () => caches.close());

app.get("/", (request) => {
  const { user, visits = 0 } = request.session;
  if (user === undefined) return "Nobody has logged in: /login?user=ada\n";
  request.session.visits = visits + 1;
  return `${user}, visit ${visits + 1}: /logout\n`;
});

app.get("/login", async (request, reply) => {
  // A new id, so that nobody knows it from before the login.
  await request.session.regenerate();
  const { user = "somebody" } = /** @type {{ user?: string }} */ (request.query);
  request.session.user = user;
  return reply.redirect("/");
});

app.get("/logout", async (request, reply) => {
  await request.session.destroy();
  return reply.redirect("/");
});

await app.listen({ port: Number(process.env.PORT ?? 3000) });
const { port } = /** @type {import("node:net").AddressInfo} */ (app.server.address());
console.log(`http://localhost:${port}/login?user=ada`);
process.once("SIGTERM", () => app.close()).once("SIGINT", () => app.close());
