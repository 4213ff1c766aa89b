import fastifyCookie from "@fastify/cookie";
import fastifySession from "@fastify/session";
import Fastify from "fastify";
import { runFromReadme } from "./readme.mjs";
import { routes } from "./routes.mjs";

/**
 * @param {import("@coffer/session-store").SessionStore} store
 * @param {{ django?: boolean, cookie?: object }} options besides those of the framework, whether cookies are those of Django
 */
export async function listen(store, { django, cookie, ...options }) {
  const app = Fastify();
  await app.register(fastifyCookie);
  /** @param {import("fastify").FastifyPluginCallback<any>} plugin @param {object} given */
  const register = (plugin, given) =>
    app.register(plugin, { ...given, cookie: { secure: false, ...cookie }, ...options });
  if (django) {
    await runFromReadme("unsign:", { app: { register }, fastifySession, store });
  } else {
    await register(fastifySession, {
      store,
      secret: "a secret of at least 32 characters",
      saveUninitialized: false,
    });
  }
  for (const [path, handle] of Object.entries(routes)) {
    app.get(path, async (request, reply) =>
      reply.type("application/json").send(JSON.stringify(await handle(request))),
    );
  }
  await app.listen({ port: 0, host: "127.0.0.1" });
  return app.server;
}
