import { type Cache, type CacheSettings, createCaches } from "@coffer/cache-core";
import type { Cluster } from "@coffer-internal/servers";
import { onTestFinished } from "vitest";

/** A cache on the cluster, closed when the test is over. */
export async function openCache(
  cluster: Pick<Cluster, "urls">,
  OPTIONS: NonNullable<CacheSettings["OPTIONS"]>,
  settings: Partial<CacheSettings> = {},
): Promise<Cache> {
  const caches = await createCaches(
    { CACHES: { default: { LOCATION: cluster.urls, ...settings, OPTIONS } } },
    { parent: import.meta },
  );
  onTestFinished(() => caches.close());
  return caches.get();
}
