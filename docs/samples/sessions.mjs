import assert from "node:assert/strict";
import { createServer } from "node:http";
// #region store
import { SessionStore } from "@coffer/session-store";
import { createCaches } from "coffer";
import { listen, visit } from "./_application.mjs";

const LOCATION = process.env.REDIS_URL ?? "redis://127.0.0.1:6379/2";
const secret = process.env.SESSION_SECRET ?? "for this sample alone, 32 characters"; // signs the cookies

const caches = await createCaches({ CACHES: { sessions: { LOCATION, KEY_PREFIX: "shop" } } });
const store = new SessionStore(caches, { SESSION_CACHE_ALIAS: "sessions", ttl: "1d" });

// #endregion store

// #region express
import express from "express";
import session from "express-session";

const app = express();
app.use(session({ store, secret, resave: false, saveUninitialized: false, cookie: { maxAge: 30 * 60_000 } }));

app.get("/login", (request, response, next) => {
  request.session.regenerate((error) => {
    if (error) return next(error);
    request.session.user = "Ada";
    response.send("welcome");
  });
});
app.get("/", (request, response) => {
  response.send(request.session.user ?? "nobody");
});
app.get("/logout", (request, response, next) => {
  request.session.destroy((error) => (error ? next(error) : response.send("goodbye")));
});
// #endregion express

const server = createServer(app);
const address = await listen(server);
const { cookie } = await visit(`${address}/login`);
assert.equal((await visit(address, cookie)).text, "Ada");

// #region all
assert.equal(await store.length(), 1);
const [listed] = await store.all();
assert.equal(listed.user, "Ada");
assert.deepEqual(await caches.get("sessions").keys("session:*"), [`session:${listed.id}`]);
// #endregion all

// #region destroyed
const slow = await store.get(listed.id); // a request that began before the logout
await store.destroy(listed.id);
assert.equal(await store.set(listed.id, slow), false); // does not bring it back
assert.equal((await visit(address, cookie)).text, "nobody");
// #endregion destroyed
server.close();

// #region fastify
import fastifyCookie from "@fastify/cookie";
import fastifySession from "@fastify/session";
import Fastify from "fastify";

const fastify = Fastify();
await fastify.register(fastifyCookie);
await fastify.register(fastifySession, {
  store,
  secret,
  saveUninitialized: false,
  cookie: { maxAge: 30 * 60_000, secure: "auto" },
});

fastify.get("/login", async (request) => {
  await request.session.regenerate();
  request.session.user = "Grace";
  return "welcome";
});
fastify.get("/", (request) => request.session.user ?? "nobody");
fastify.addHook("onClose", () => caches.close());
// #endregion fastify

const other = await fastify.listen({ port: 0, host: "127.0.0.1" });
const login = await visit(`${other}/login`);
assert.equal((await visit(other, login.cookie)).text, "Grace");
await fastify.close();
