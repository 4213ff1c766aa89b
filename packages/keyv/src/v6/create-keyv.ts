import type { Cache, Caches } from "@coffer/cache-core";
import { Keyv, type KeyvOptions } from "keyv";
import { KeyvStore, type KeyvStoreOptions } from "./keyv-store.js";

/** Options of Keyv 6 (`namespace`, `ttl` in milliseconds, ...), and of the store. */
export type KeyvCacheOptions = KeyvStoreOptions & {
  // Undefined is a value: without a namespace, without Keyv's serializer.
  readonly [Name in Exclude<keyof KeyvOptions, "store">]?: KeyvOptions[Name] | undefined;
};

/**
 * Creates a Keyv 6 that stores its entries in a cache.
 * @param caches what `createCaches` resolves to, or one of its caches. You close them yourself.
 * @throws TypeError for other values, and if the installed Keyv is not version 6; ImproperlyConfigured for an
 * unknown alias.
 */
export function createKeyv<T = unknown>(
  caches: Caches | Cache,
  { alias, ...options }: KeyvCacheOptions = {},
): Keyv<T> {
  // Keyv 5 would pass its times to live as moments, all of them in the past.
  if (!("resolveStore" in Keyv.prototype)) {
    throw new TypeError(
      'createKeyv of @coffer/keyv/v6 needs Keyv 6, and an older one is installed: import it from "@coffer/keyv"',
    );
  }
  return new Keyv<T>({ ...options, store: new KeyvStore(caches, { alias }) } as KeyvOptions);
}
