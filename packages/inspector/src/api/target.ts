import { globTest, MadeKey } from "@coffer/backend-kit";
import type { Cache, CacheKey, Caches } from "@coffer/cache-core";
import { type OpenClient, openClientOf } from "../diagnosis/servers.js";
import { HttpFault } from "../server/http-fault.js";

/** @throws HttpFault (404) for an alias that the settings do not have. */
export function cacheOf(caches: Caches, query: URLSearchParams): Cache {
  const alias = query.get("cache") ?? "default";
  if (!caches.aliases.includes(alias)) throw new HttpFault(404, "the settings have no such cache");
  return caches.get(alias);
}

/** @throws HttpFault (501) for a client that only has commands. */
export function clientOf(caches: Caches, query: URLSearchParams): OpenClient {
  const client = openClientOf(cacheOf(caches, query));
  if (client === undefined) {
    throw new HttpFault(501, "the client of this cache does not list its servers");
  }
  return client;
}

/**
 * The requested key: `key` as the application writes it, or `redisKey` from a list.
 * @throws HttpFault (400) for a Redis key of another cache.
 */
export function keyOf({ context: { keys } }: OpenClient, query: URLSearchParams): CacheKey {
  const redisKey = query.get("redisKey");
  if (redisKey === null) return keys.makeKey(query.get("key") ?? "");
  if (keys.patternFault !== undefined) throw new HttpFault(501, keys.patternFault);
  if (!globTest(keys.pattern("*"))(redisKey)) throw new HttpFault(400, "the key is not one of this cache");
  return new MadeKey(redisKey, keys.reverse(redisKey), keys.version, keys.prefix);
}
