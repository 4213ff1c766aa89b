import type { Caches } from "@coffer/cache-core";
import type { FastifyPluginAsync } from "fastify";
import { handlerAt } from "./inspector.js";
import type { InspectorOptions } from "./options.js";

/** Options of `register`, in addition to `prefix`. */
export type FastifyInspectorOptions = Omit<InspectorOptions, "base"> & { readonly caches: Caches };

/**
 * The inspector for Fastify: `app.register(fastifyInspector, { prefix: "/cache", caches, authorize })`.
 * @throws TypeError as `inspector` does.
 */
export const fastifyInspector: FastifyPluginAsync<FastifyInspectorOptions> = async (
  fastify,
  { caches, authorize, write, hosts },
) => {
  // A prefix may have parameters, and is not encoded as it is in a request.
  const depth = fastify.prefix.split("/").filter((part) => part !== "").length;
  const baseOf = (path: string) => path.split("/", depth + 1).join("/");
  const handle = handlerAt(caches, { authorize, write, hosts }, baseOf);
  // Its requests have no body. Fastify would answer a request of an unknown type with 415.
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser("*", (_request, _payload, done) => done(null));
  for (const url of ["/", "/*"]) {
    fastify.route({
      method: ["GET", "POST"],
      url,
      handler(request, reply) {
        reply.hijack();
        handle(request.raw, reply.raw);
      },
    });
  }
};

export default fastifyInspector;
