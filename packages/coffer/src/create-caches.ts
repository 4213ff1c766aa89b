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

/** What is meant where OPTIONS name nothing. */
const DEFAULTS = {
  CLIENT_CLASS: clientDefault.DefaultClient,
  CONNECTION_FACTORY: connectionIoredis.ConnectionFactory,
  SERIALIZER: serializerJson.JsonSerializer,
};

/** At hand by their names, too: an application that installs `coffer` alone may not see its dependencies (pnpm). */
const EMBEDDED = {
  "@coffer/backend-redis": backendRedis,
  "@coffer/client-default": clientDefault,
  "@coffer/connection-ioredis": connectionIoredis,
  "@coffer/serializer-json": serializerJson,
};

/**
 * `createCaches` of the core, with the usual parts in hand: DefaultClient, ioredis, JSON.
 * @param given settings; left out: what the environment's `CACHE_URL` says.
 */
export async function createCaches(
  given?: Settings | string | URL,
  options: CreateCachesOptions = {},
): Promise<Caches> {
  const settings = given === undefined || given === "" ? cacheUrl() : given;
  // What is wrong with them is for the core to say.
  if (typeof options !== "object" || options === null) return create(settings, options);
  return create(settings, {
    ...options,
    defaults: { ...DEFAULTS, ...options.defaults },
    embedded: { ...EMBEDDED, ...options.embedded },
  });
}

/** It is not asked for a path, as settings are: what is meant to be a URL and is none must not be looked for as a file. */
function cacheUrl(): string {
  const { CACHE_URL } = process.env;
  if (CACHE_URL && isCacheUrl(CACHE_URL)) return CACHE_URL;
  const message = CACHE_URL
    ? "the environment's CACHE_URL must begin with redis://, rediss:// or unix://"
    : 'there are none, and the environment has no CACHE_URL: set it to "redis://127.0.0.1:6379/0"';
  const hint = "set CACHE_URL in the environment before the application starts";
  throw new ImproperlyConfigured([{ path: "", code: "ERR_ENVIRONMENT", hint, message }]);
}
