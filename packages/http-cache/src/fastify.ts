import type { Cache, Caches } from "@coffer/cache-core";
import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from "fastify";
import fastifyPlugin from "fastify-plugin";
import type { Answer } from "./answers/messages.js";
import { isApart, NodeExchange } from "./node/node-exchange.js";
import { HttpCache } from "./serving/http-cache.js";
import type { HttpCacheOptions } from "./serving/options.js";

/** A plugin for the routes of the instance that registers it, and of its children. */
export interface HttpCachePlugin extends FastifyPluginCallback {
  /**
   * Deletes the stored responses of a URL, for every host: `/products/7?lang=de`, or a whole URL.
   * @returns whether there were any.
   * @throws TypeError for an invalid URL; the errors of `cache.delete`.
   */
  purge(url: string): Promise<boolean>;
}

/**
 * Creates a shared HTTP cache for Fastify: `await app.register(httpCache(caches))`, before the routes. It stores responses according to their
 * `Cache-Control`.
 * @param caches what `createCaches` resolves to, or one of its caches.
 * @throws TypeError for other values and for wrong options.
 */
export function httpCache(
  caches: Caches | Cache,
  options: HttpCacheOptions<FastifyRequest> = {},
): HttpCachePlugin {
  const home = new HttpCache(caches, options);
  const plugin: FastifyPluginCallback = (fastify, _, ready) => {
    fastify.addHook("onRequest", (request, reply, done) => {
      const next = () => done();
      if (isApart({ request: request.raw, response: reply.raw, next })) return;
      const exchange = new NodeExchange({
        request: request.raw,
        response: reply.raw,
        raw: request,
        url: request.originalUrl,
        origin: `${request.protocol}://${request.host}`,
        next,
        dispatch: (message, response) => fastify.routing(message, response),
        send: (answer) => send(reply, answer),
      });
      home.respond(exchange).catch(done);
    });
    ready();
  };
  const named = fastifyPlugin(plugin, { name: "@coffer/http-cache", fastify: "5.x" });
  return Object.assign(named, { purge: (url: string) => home.purge(url) });
}

export { httpCache as default };

/** Through Fastify, so that its hooks see the response. */
function send(reply: FastifyReply, { status, headers, body }: Answer): void {
  reply.code(status).headers(headers as Record<string, string | string[]>);
  if (status === 204 || status === 304) reply.send();
  else reply.header("content-length", body.length).send(body);
}
