import {
  type Caches,
  type CreateCachesOptions,
  createCaches as create,
  ImproperlyConfigured,
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
  "@coffer/client-default": clientDefault,
  "@coffer/connection-ioredis": connectionIoredis,
  "@coffer/serializer-json": serializerJson,
};

/**
 * `createCaches` of the core, with the usual parts in hand: DefaultClient, ioredis, JSON.
 * @param settings left out: what the environment's `CACHE_URL` says.
 */
export async function createCaches(
  settings: Settings | string | URL | undefined = process.env.CACHE_URL,
  options: CreateCachesOptions = {},
): Promise<Caches> {
  if (settings === undefined || settings === "") {
    const text = 'there are none, and the environment has no CACHE_URL: set it to "redis://127.0.0.1:6379/0"';
    throw new ImproperlyConfigured([new Error(text)]);
  }
  // What is wrong with them is for the core to say.
  if (typeof options !== "object" || options === null) return create(settings, options);
  return create(settings, {
    ...options,
    defaults: { ...DEFAULTS, ...options.defaults },
    embedded: { ...EMBEDDED, ...options.embedded },
  });
}
