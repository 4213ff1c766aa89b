import type { Cache, Caches } from "@coffer/cache-core";
import { Keyv, type KeyvOptions } from "keyv";
import { KeyvStore, type KeyvStoreOptions } from "./keyv-store.js";

/** Options of Keyv 5 (`namespace`, `ttl` in milliseconds, ...), and of the store. */
export type KeyvCacheOptions = KeyvStoreOptions & {
  // Undefined is a value: without a namespace, without Keyv's serializer.
  readonly [Name in Exclude<keyof KeyvOptions, "store">]?: KeyvOptions[Name] | undefined;
};

/**
 * Creates a Keyv 5 that stores its entries in a cache. cache-manager accepts it as a store.
 * @param caches what `createCaches` resolves to, or one of its caches. You close them yourself.
 * @throws TypeError for other values; ImproperlyConfigured for an unknown alias.
 */
export function createKeyv<T = unknown>(
  caches: Caches | Cache,
  { alias, ...options }: KeyvCacheOptions = {},
): Keyv<T> {
  return new Keyv<T>({ ...options, store: new KeyvStore(caches, { alias }) } as KeyvOptions);
}
