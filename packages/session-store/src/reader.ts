import type { Cache } from "@coffer/cache-core";

/**
 * How sessions are read: past what a cache keeps in the process's memory (LAYERS with near), where a session that another process has ended may
 * be for a moment. Where NEAR_CACHE.KEYS names them they are meant to be there.
 */
export function readerOf(cache: Cache, prefix: string): (key: string) => Promise<unknown> {
  const { NEAR_CACHE } = (cache.client?.context?.options ?? {}) as {
    readonly NEAR_CACHE?: { readonly KEYS?: readonly string[] };
  };
  const isMeant = NEAR_CACHE?.KEYS?.some((key) => prefix.startsWith(key)) ?? false;
  if (NEAR_CACHE === undefined || isMeant) return (key) => cache.get(key);
  return async (key) => (await cache.getWithTtl(key))?.value;
}
