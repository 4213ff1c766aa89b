import type { Cache } from "@coffer/cache-core";

/**
 * How sessions are read: without the cache's memory in this process (LAYERS with near), which may still have a
 * session that another process has just ended. If NEAR_CACHE.KEYS names sessions, they are read from memory on
 * purpose.
 */
export function readerOf(cache: Cache, prefix: string): (key: string) => Promise<unknown> {
  const { NEAR_CACHE } = (cache.client?.context?.options ?? {}) as {
    readonly NEAR_CACHE?: { readonly KEYS?: readonly string[] };
  };
  const isMeant = NEAR_CACHE?.KEYS?.some((key) => prefix.startsWith(key)) ?? false;
  if (NEAR_CACHE === undefined || isMeant) return (key) => cache.get(key);
  return async (key) => (await cache.getWithTtl(key))?.value;
}
