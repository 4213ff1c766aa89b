import { type Cache, type CacheSettings, type CreateCachesOptions, createCaches } from "@coffer/cache-core";

/** Returns a function for `createCache` of a client suite: it creates caches with these settings, which a case may override. */
export function createCacheWith(
  environment: CacheSettings,
  options: CreateCachesOptions,
): (settings: Partial<CacheSettings>) => Promise<Cache> {
  return async (settings) => {
    const merged = { ...environment, ...settings, OPTIONS: { ...environment.OPTIONS, ...settings.OPTIONS } };
    const caches = await createCaches({ CACHES: { default: merged } }, options);
    return caches.get();
  };
}
