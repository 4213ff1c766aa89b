import fastifyCookie from "@fastify/cookie";
import fastifySession from "@fastify/session";
import Fastify from "fastify";
import { routes } from "./routes.mjs";

/** Django's ids are long enough to need no signature, and have none. */
const unsigned = {
  /** @param {string} id */
  sign: (id) => id,
  /** @param {string} id */
  unsign: (id) => ({ valid: true, renew: false, value: id }),
};

/**
 * @param {import("@coffer/session-store").SessionStore} store
 * @param {{ django?: boolean, cookie?: object }} options besides those of the framework, whether cookies are those of Django
 */
export async function listen(store, { django, cookie, ...options }) {
  const app = Fastify();
  await app.register(fastifyCookie);
  await app.register(fastifySession, {
    store,
    ...(django
      ? { secret: unsigned, cookieName: "sessionid" }
      : { secret: "a secret of at least 32 characters" }),
    saveUninitialized: false,
    cookie: { secure: false, ...cookie },
    ...options,
  });
  for (const [path, handle] of Object.entries(routes)) {
    app.get(path, async (request, reply) =>
      reply.type("application/json").send(JSON.stringify(await handle(request))),
    );
  }
  await app.listen({ port: 0, host: "127.0.0.1" });
  return app.server.address().port;
}
