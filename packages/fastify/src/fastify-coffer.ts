import { openCaches } from "@coffer/backend-kit";
import { type Caches, show } from "@coffer/cache-core";
import type { FastifyPluginAsync, FastifyPluginOptions } from "fastify";
import fp from "fastify-plugin";
import type { FastifyCofferOptions } from "./options.js";

const WHO = "@coffer/fastify";

declare module "fastify" {
  interface FastifyInstance {
    /** The caches of the settings, by alias: `@coffer/fastify`. */
    caches: Caches;
  }
}

/**
 * The Fastify plugin: it adds the caches to the application as `fastify.caches`, for the routes of all plugins. It closes them in the
 * hook `onClose`, after the requests have been answered.
 * @throws TypeError for invalid options; ImproperlyConfigured for invalid settings.
 */
export const fastifyCoffer: FastifyPluginAsync<FastifyCofferOptions> = fp(
  async (fastify, options) => {
    const { namespace = "caches", closeClient, ...source } = withoutFastifys(options);
    checkNamespace(namespace, fastify.hasDecorator(namespace));
    if (closeClient !== undefined && typeof closeClient !== "boolean") {
      throw new TypeError(`${WHO}: closeClient must be true or false, got ${show(closeClient)}`);
    }
    const caches = await openCaches(source, WHO, () => import("coffer"));
    fastify.decorate(namespace, caches);
    if (closeClient ?? source.caches === undefined) fastify.addHook("onClose", () => caches.close());
  },
  { name: WHO, fastify: "5.x" },
);

/** `register` passes its own options on, too. */
function withoutFastifys(options: FastifyCofferOptions & FastifyPluginOptions): FastifyCofferOptions {
  const { prefix: _prefix, logLevel: _level, logSerializers: _serializers, ...ours } = options;
  return ours as FastifyCofferOptions;
}

function checkNamespace(namespace: unknown, isTaken: boolean): void {
  if (typeof namespace !== "string" || namespace === "") {
    throw new TypeError(
      `${WHO}: namespace must be a string of at least one character, got ${show(namespace)}`,
    );
  }
  if (!isTaken) return;
  throw new TypeError(
    `${WHO}: the application already has a property ${namespace}. If the plugin is registered twice, give the second another namespace`,
  );
}
