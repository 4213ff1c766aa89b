import type { Cache, CacheSettings, Caches } from "@coffer/cache-core";
import { chooseCache } from "./choose-cache.js";

/** A cache that is opened at the first use. */
export interface LazyCache {
  /** @throws ImproperlyConfigured for invalid settings, at each call. */
  get(): Promise<Cache>;
  /** Closes the cache if it was opened here; a given cache is closed by its owner. */
  close(): Promise<void>;
}

/**
 * The cache of an adapter whose framework names a module in its configuration, and so cannot await `createCaches`: from a cache, or from
 * the settings of one, which it creates at the first use.
 * @param given what `createCaches` resolves to, one of its caches, or the content of `CACHES.default`. Without `LOCATION`, the
 * environment's `CACHE_URL` is the server. It is read when the cache is created, since frameworks often build on another machine.
 * @param open `createCaches` with the adapter's defaults.
 * @param who such as "the driver", for messages.
 * @throws TypeError for anything else.
 */
export function lazyCache(
  given: Caches | Cache | CacheSettings,
  open: (settings: CacheSettings) => Promise<Caches>,
  who: string,
): LazyCache {
  if (!isSettings(given)) {
    const cache = chooseCache(given, undefined, who);
    return { get: async () => cache, close: async () => {} };
  }
  let opening: Promise<Caches> | undefined;
  return {
    async get() {
      opening ??= open(atCacheUrl(given));
      return (await opening).get();
    },
    async close() {
      const opened = opening;
      opening = undefined;
      // A cache that could not be opened needs no closing.
      await (await opened?.catch(() => undefined))?.close();
    },
  };
}

function isSettings(given: object): given is CacheSettings {
  const prototype = typeof given === "object" && given !== null ? Object.getPrototypeOf(given) : undefined;
  return prototype === Object.prototype || prototype === null;
}

function atCacheUrl(settings: CacheSettings): CacheSettings {
  const { CACHE_URL } = process.env;
  return settings.LOCATION === undefined && CACHE_URL ? { ...settings, LOCATION: CACHE_URL } : settings;
}
