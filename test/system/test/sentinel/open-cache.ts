import { type Cache, type CacheOptions, createCaches } from "@coffer/cache-core";
import type { RedisServer, SentinelGroup } from "@coffer-internal/servers";
import { onTestFinished } from "vitest";

/** The sentinels as `SENTINELS` has them. */
export function addresses(sentinels: readonly RedisServer[]): [host: string, port: number][] {
  return sentinels.map(({ host, port }) => [host, port]);
}

/** OPTIONS of a SentinelClient that asks these sentinels. */
export function sentinelOptions(group: SentinelGroup): CacheOptions & Record<string, unknown> {
  return {
    CLIENT_CLASS: "@coffer/client-default#SentinelClient",
    SERIALIZER: "@coffer/serializer-json",
    SENTINELS: addresses(group.sentinels),
  };
}

/** A cache that is closed after the test. */
export async function openCache(LOCATION: string | readonly string[], OPTIONS: object): Promise<Cache> {
  const caches = await createCaches({ CACHES: { default: { LOCATION, OPTIONS } } }, { parent: import.meta });
  onTestFinished(() => caches.close());
  return caches.get();
}
