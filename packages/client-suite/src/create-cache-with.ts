import { type Cache, type CacheSettings, type CreateCachesOptions, createCaches } from "@coffer/cache-core";

/** The `createCache` of a client suite: caches with these settings, unless a case has others. */
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
