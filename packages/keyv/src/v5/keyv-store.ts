import { EventEmitter } from "node:events";
import type { Cache, Caches } from "@coffer/cache-core";
import { Envelopes } from "../envelopes.js";
import { checkMilliseconds } from "../milliseconds.js";
import type { KeyvStoreOptions } from "../options.js";

export type { KeyvStoreOptions } from "../options.js";

/** An entry for `setMany`. */
export interface KeyvStoreEntry {
  /** The key, with the namespace in front. */
  readonly key: string;
  /** The value, any that the cache's serializer keeps. */
  readonly value: unknown;
  /** The time to live in milliseconds; left out: the entry does not expire. */
  readonly ttl?: number | undefined;
}

/**
 * A store for Keyv 5: `new Keyv({ store: new KeyvStore(caches) })`. Keyv passes keys with the namespace in front, and times to live in
 * milliseconds. Errors of the cache reach Keyv, which decides how to handle them.
 */
export class KeyvStore extends EventEmitter {
  /** Keyv offers an iterator only for store names that it knows. */
  readonly opts: { readonly dialect: "redis" } = { dialect: "redis" };
  /**
   * Set by Keyv 5. `clear` applies to the keys of this namespace; undefined: to all keys of the cache's prefix and
   * version. Not a property until then: Keyv 6 would conclude that the store adds namespaces to keys itself.
   */
  declare namespace: string | undefined;
  readonly #envelopes: Envelopes;

  /**
   * @param caches what `createCaches` resolves to, or one of its caches. You close them yourself.
   * @throws TypeError for other values; ImproperlyConfigured for an unknown alias.
   */
  constructor(caches: Caches | Cache, options: KeyvStoreOptions = {}) {
    super();
    this.#envelopes = new Envelopes(caches, options);
  }

  /** Reads an entry; undefined if it is missing. Redis: `GET`, O(1). */
  async get<T = unknown>(key: string): Promise<T | undefined> {
    try {
      return await this.#envelopes.get<T>(key);
    } catch (error) {
      // Keyv's `get` silently treats every error as a miss.
      if (this.listenerCount("error") > 0) this.emit("error", error);
      throw error;
    }
  }

  /** Reads many entries, in the order of `keys`; undefined for a missing one. Redis: `MGET`, O(n) for n keys. */
  async getMany<T = unknown>(keys: readonly string[]): Promise<(T | undefined)[]> {
    return this.#envelopes.getMany<T>(keys);
  }

  /**
   * Stores an entry. Redis: `SET`, O(1).
   * @param ttl milliseconds; left out: without expiry, whatever the cache's `TIMEOUT`.
   * @returns `true`; `false` only if an error was ignored.
   * @throws TypeError for an invalid ttl, before anything is sent.
   */
  async set(key: string, value: unknown, ttl?: number): Promise<boolean> {
    if (ttl === undefined) return this.#envelopes.set(key, value, { timeout: null });
    return this.#envelopes.set(key, value, { timeout: checkMilliseconds(ttl, "ttl") / 1000 });
  }

  /**
   * Stores many entries in one batch, each with its own time to live. Redis: one `SET` per entry, pipelined; O(n) for n entries.
   * @returns a boolean per entry, as `set` does: Keyv returns them, although its type of a store says void.
   */
  async setMany(entries: readonly KeyvStoreEntry[]): Promise<void> {
    // All of them first: if one is invalid, nothing is sent.
    for (const { ttl } of entries) if (ttl !== undefined) checkMilliseconds(ttl, "ttl");
    const written = Promise.all(entries.map(({ key, value, ttl }) => this.set(key, value, ttl)));
    return written as Promise<unknown> as Promise<void>;
  }

  /** Checks whether an entry exists. Redis: `EXISTS`, O(1). */
  async has(key: string): Promise<boolean> {
    return this.#envelopes.has(key);
  }

  /** Checks for each key whether it exists, in the order of `keys`. Redis: one `EXISTS` per key, pipelined; O(n) for n keys. */
  async hasMany(keys: readonly string[]): Promise<boolean[]> {
    return Promise.all(keys.map((key) => this.#envelopes.has(key)));
  }

  /** Deletes an entry; returns whether it existed. Redis: `UNLINK`, O(1). */
  async delete(key: string): Promise<boolean> {
    return this.#envelopes.delete(key);
  }

  /** Deletes many entries; returns whether any of them existed. Redis: `UNLINK`, O(n) for n keys. */
  async deleteMany(keys: readonly string[]): Promise<boolean> {
    return (await this.#envelopes.deleteMany(keys)) > 0;
  }

  /** Deletes the entries of the namespace. Redis: `SCAN` and `UNLINK`, O(N) for N keys in the database. */
  async clear(): Promise<void> {
    await this.#envelopes.clear(this.#prefix(this.namespace));
  }

  /** Iterates over the entries of a namespace; keys have the namespace in front. Redis: `SCAN`, O(N) for N keys in the database. */
  iterator<T = unknown>(
    namespace: string | undefined = this.namespace,
  ): AsyncGenerator<[string, Awaited<T>], void> {
    return this.#envelopes.iterate<T>(this.#prefix(namespace));
  }

  /** Does nothing: close the caches yourself. */
  async disconnect(): Promise<void> {}

  #prefix(namespace: string | undefined): string {
    return namespace ? `${namespace}:` : "";
  }
}
