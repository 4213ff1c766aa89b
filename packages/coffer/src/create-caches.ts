import * as backendRedis from "@coffer/backend-redis";
import {
  type Caches,
  type CreateCachesOptions,
  createCaches as create,
  ImproperlyConfigured,
  isCacheUrl,
  type Settings,
} from "@coffer/cache-core";
import * as clientDefault from "@coffer/client-default";
import * as connectionIoredis from "@coffer/connection-ioredis";
import * as serializerJson from "@coffer/serializer-json";

/** The plugins used if OPTIONS name none. */
const DEFAULTS = {
  CLIENT_CLASS: clientDefault.DefaultClient,
  CONNECTION_FACTORY: connectionIoredis.ConnectionFactory,
  SERIALIZER: serializerJson.JsonSerializer,
};

/** Available by name, too: an application that installs `coffer` alone may not be able to resolve its dependencies (pnpm). */
const EMBEDDED = {
  "@coffer/backend-redis": backendRedis,
  "@coffer/client-default": clientDefault,
  "@coffer/connection-ioredis": connectionIoredis,
  "@coffer/serializer-json": serializerJson,
};

/**
 * Reads and checks the settings, loads every plugin that they name, and creates the caches, by default with DefaultClient, ioredis and JSON.
 * Connects to nothing.
 * @param given the settings: an object; the path or URL of a `.json`, `.js` or `.mjs` file; or a `redis://`, `rediss://` or `unix://`
 * URL for the cache `default`. Default: the environment variable `CACHE_URL`.
 * @param options where plugins are resolved from, and what settings from outside may name.
 * @throws TypeError for wrong options.
 * @throws ImproperlyConfigured with all problems at once, each with the path of its setting.
 * @example
 * ```ts
 * import { createCaches } from "coffer";
 *
 * const caches = await createCaches({ CACHES: { default: { LOCATION: "redis://127.0.0.1:6379/1" } } });
 * const cache = caches.get("default");
 * await caches.close();
 * ```
 */
export async function createCaches(
  given?: Settings | string | URL,
  options: CreateCachesOptions = {},
): Promise<Caches> {
  const settings = given === undefined || given === "" ? cacheUrl() : given;
  // The core reports wrong options.
  if (typeof options !== "object" || options === null) return create(settings, options);
  return create(settings, {
    ...options,
    defaults: { ...DEFAULTS, ...options.defaults },
    embedded: { ...EMBEDDED, ...options.embedded },
  });
}

/** `CACHE_URL` must be a URL, in contrast to settings: a mistyped URL must not be read as the path of a file. */
function cacheUrl(): string {
  const { CACHE_URL } = process.env;
  if (CACHE_URL && isCacheUrl(CACHE_URL)) return CACHE_URL;
  const message = CACHE_URL
    ? "the environment's CACHE_URL must begin with redis://, rediss:// or unix://"
    : 'there are none, and the environment has no CACHE_URL: set it to "redis://127.0.0.1:6379/0"';
  const hint = "set CACHE_URL in the environment before the application starts";
  throw new ImproperlyConfigured([{ path: "", code: "ERR_ENVIRONMENT", hint, message }]);
}
