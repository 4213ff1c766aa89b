import { EventEmitter } from "node:events";
import type { Cache, Caches } from "@coffer/cache-core";
import { Envelopes } from "../envelopes.js";
import { checkMilliseconds } from "../milliseconds.js";
import type { KeyvStoreOptions } from "../options.js";
import { STORAGE_CAPABILITY, type StorageCapability } from "./storage-capability.js";

export type { KeyvStoreOptions } from "../options.js";

/** An entry for `setMany`. */
export interface KeyvStoreEntry {
  /** The key, without the namespace. */
  readonly key: string;
  /** The value, any that the cache's serializer keeps. */
  readonly value: unknown;
  /** When the entry expires, in milliseconds since 1970; left out: never. */
  readonly expires?: number | undefined;
}

/**
 * A store for Keyv 6: `new Keyv({ store: new KeyvStore(caches) })`. Keyv passes keys without the namespace, and the times at which entries
 * expire. Errors of the cache reach Keyv, which decides how to handle them.
 */
export class KeyvStore extends EventEmitter {
  /** For Keyv: `set` takes the time at which an entry expires. Otherwise Keyv would pass times to live. */
  readonly capabilities: StorageCapability = STORAGE_CAPABILITY;
  /** Set by Keyv: it precedes every key, with a colon. */
  namespace: string | undefined;
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
    return this.#envelopes.get<T>(this.#full(key));
  }

  /** Reads many entries, in the order of `keys`; undefined for a missing one. Redis: `MGET`, O(n) for n keys. */
  async getMany<T = unknown>(keys: readonly string[]): Promise<(T | undefined)[]> {
    return this.#envelopes.getMany<T>(keys.map((key) => this.#full(key)));
  }

  /**
   * Stores an entry. Redis: `SET`, O(1).
   * @param expires when the entry expires, in milliseconds since 1970; left out: never, whatever the cache's `TIMEOUT`. A time in the past
   * deletes the entry.
   * @returns `true`; `false` only if an error was ignored.
   * @throws TypeError for an invalid time, before anything is sent.
   */
  async set(key: string, value: unknown, expires?: number): Promise<boolean> {
    const full = this.#full(key);
    if (expires === undefined) return this.#envelopes.set(full, value, { timeout: null });
    const expiresAt = new Date(checkMilliseconds(expires, "expires"));
    if (expires > Date.now()) return this.#envelopes.set(full, value, { expiresAt });
    await this.#envelopes.delete(full);
    return true;
  }

  /** Stores many entries in one batch; returns a boolean per entry, as `set` does. Redis: one `SET` per entry, pipelined; O(n) for n entries. */
  async setMany(entries: readonly KeyvStoreEntry[]): Promise<boolean[]> {
    // All of them first: if one is invalid, nothing is sent.
    for (const { expires } of entries) if (expires !== undefined) checkMilliseconds(expires, "expires");
    return Promise.all(entries.map(({ key, value, expires }) => this.set(key, value, expires)));
  }

  /** Checks whether an entry exists. Redis: `EXISTS`, O(1). */
  async has(key: string): Promise<boolean> {
    return this.#envelopes.has(this.#full(key));
  }

  /** Checks for each key whether it exists, in the order of `keys`. Redis: one `EXISTS` per key, pipelined; O(n) for n keys. */
  async hasMany(keys: readonly string[]): Promise<boolean[]> {
    return Promise.all(keys.map((key) => this.has(key)));
  }

  /** Deletes an entry; returns whether it existed. Redis: `UNLINK`, O(1). */
  async delete(key: string): Promise<boolean> {
    return this.#envelopes.delete(this.#full(key));
  }

  /** Deletes many entries; returns for each key whether it existed. Redis: one `UNLINK` per key, pipelined; O(n) for n keys. */
  async deleteMany(keys: readonly string[]): Promise<boolean[]> {
    return Promise.all(keys.map((key) => this.delete(key)));
  }

  /**
   * Deletes the entries of the namespace; without one, all keys of the cache's prefix and version. Redis: `SCAN` and `UNLINK`, O(N) for N keys in
   * the database.
   */
  async clear(): Promise<void> {
    await this.#envelopes.clear(this.#full(""));
  }

  /** Iterates over the entries of the namespace; keys come without it. Redis: `SCAN`, O(N) for N keys in the database. */
  async *iterator<T = unknown>(): AsyncGenerator<[string, Awaited<T>], void> {
    const prefix = this.#full("");
    for await (const [key, envelope] of this.#envelopes.iterate<T>(prefix)) {
      yield [key.slice(prefix.length), envelope];
    }
  }

  /** Does nothing: close the caches yourself. */
  async disconnect(): Promise<void> {}

  #full(key: string): string {
    return this.namespace ? `${this.namespace}:${key}` : key;
  }
}
