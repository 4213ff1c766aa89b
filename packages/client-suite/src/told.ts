import { performance } from "node:perf_hooks";
import type { Cache } from "@coffer/cache-core";
import { until } from "./until.js";

/**
 * Waits until a cache that keeps values in memory knows what other caches have written: their changes reach it a moment after their calls have
 * resolved. Any other cache knows at once.
 */
export async function told(cache: Cache): Promise<void> {
  const since = performance.now();
  await until("the servers' reports of changes", () => {
    const { near } = cache.stats();
    // The connections proved that they work after `since`, and reports keep their order. Without a connection nothing is in memory.
    return near === undefined || near.lag === null || performance.now() - near.lag * 1000 > since;
  });
}
