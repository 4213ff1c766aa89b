import type { Cache } from "@coffer/cache-core";
import { eventually } from "@coffer-internal/servers";

/**
 * Waits until all servers of a cache report changed keys, and it keeps values.
 * @param prefix of keys that it keeps.
 */
export async function armed(cache: Cache, prefix = "arming:"): Promise<void> {
  // Enough that each server has some.
  const keys = Array.from({ length: 64 }, (_, index) => `${prefix}${index}`);
  await eventually(async () => {
    // Reads open the links; the primaries of a cluster are known only after the first answer.
    await cache.getMany(keys);
    const state = cache.stats().near?.state;
    if (state !== "armed") throw new Error(`the links are ${state}`);
  });
}

/** Reads keys until all of them come from memory: the servers' reports of own writes remove them once more. */
export async function kept(cache: Cache, ...keys: string[]): Promise<void> {
  await eventually(async () => {
    await cache.getMany(keys);
    const before = hitsOf(cache);
    await cache.getMany(keys);
    if (hitsOf(cache) < before + keys.length) throw new Error(`not in memory: one of ${keys}`);
  });
}

/** How many answers came from memory. */
export function hitsOf(cache: Cache): number {
  return cache.stats().near?.hits ?? 0;
}
