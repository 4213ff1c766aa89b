// Sessions of Express in Redis. With a REDIS_URL it can be started twice, with another PORT: both know who has logged
// in. Ada may see the cache at /cache.
import { inspector } from "@coffer/inspector";
import { SessionStore } from "@coffer/session-store";
import { createCaches } from "coffer";
import express from "express";
import session from "express-session";
import { settings } from "./settings.mjs";

const caches = await createCaches(settings, { parent: import.meta });
const store = new SessionStore(caches, { SESSION_CACHE_ALIAS: "sessions" });

const app = express();
app.use(
  session({
    store,
    secret: process.env.SESSION_SECRET ?? "for this example alone",
    resave: false,
    saveUninitialized: false,
    cookie: { maxAge: 30 * 60_000, sameSite: "lax" },
  }),
);

app.use(
  "/cache",
  inspector(caches, {
    authorize: (/** @type {express.Request} */ request) => request.session.user === "ada",
  }),
);

app.get("/", (request, response) => {
  const { user, visits = 0 } = request.session;
  if (user === undefined) {
    response.send("Nobody has logged in: /login?user=ada\n");
  } else {
    request.session.visits = visits + 1;
    response.send(`${user}, visit ${visits + 1}: /logout\n`);
  }
});

app.get("/login", (request, response, next) => {
  const user = String(request.query.user ?? "somebody");
  // A new id, so that nobody knows it from before the login.
  request.session.regenerate((error) => {
    if (error) {
      next(error);
    } else {
      request.session.user = user;
      response.redirect("/");
    }
  });
});

app.get("/logout", (request, response, next) => {
  request.session.destroy((error) => (error ? next(error) : response.redirect("/")));
});

const server = app.listen(Number(process.env.PORT ?? 3000), () => {
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  console.log(`http://localhost:${port}/login?user=ada`);
});
process.once("SIGTERM", stop).once("SIGINT", stop);

async function stop() {
  server.close();
  server.closeIdleConnections();
  await caches.close();
}
