import type { Cache, Caches } from "@coffer/cache-core";
import { Keyv, type KeyvOptions } from "keyv";
import { KeyvStore, type KeyvStoreOptions } from "./keyv-store.js";

/** Options of Keyv 5 (`namespace`, `ttl` in milliseconds, ...), and of the store. */
export type KeyvCacheOptions = KeyvStoreOptions & {
  // Undefined is a value: without a namespace, without Keyv's serializer.
  readonly [Name in Exclude<keyof KeyvOptions, "store">]?: KeyvOptions[Name] | undefined;
};

/**
 * A Keyv 5 over a cache, which cache-manager accepts, too.
 * @param caches what `createCaches` resolves to, or one of its caches, which you close yourself.
 * @throws TypeError for anything else; ImproperlyConfigured for an unknown alias.
 */
export function createKeyv<T = unknown>(
  caches: Caches | Cache,
  { alias, ...options }: KeyvCacheOptions = {},
): Keyv<T> {
  return new Keyv<T>({ ...options, store: new KeyvStore(caches, { alias }) } as KeyvOptions);
}
