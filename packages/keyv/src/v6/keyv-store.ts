import { EventEmitter } from "node:events";
import type { Cache, Caches } from "@coffer/cache-core";
import { Envelopes } from "../envelopes.js";
import { checkMilliseconds } from "../milliseconds.js";
import type { KeyvStoreOptions } from "../options.js";
import { STORAGE_CAPABILITY, type StorageCapability } from "./storage-capability.js";

export type { KeyvStoreOptions } from "../options.js";

/** An entry for `setMany`. */
export interface KeyvStoreEntry {
  readonly key: string;
  readonly value: unknown;
  /** Milliseconds since 1970; left out: it does not expire. */
  readonly expires?: number | undefined;
}

/**
 * A store for Keyv 6: `new Keyv({ store: new KeyvStore(caches) })`. Keyv passes keys without the namespace, and the
 * moments when entries expire. Errors of the cache go to Keyv, which decides how to handle them.
 */
export class KeyvStore extends EventEmitter {
  /** Tells Keyv that the store takes moments; otherwise it would convert them to times to live. */
  readonly capabilities: StorageCapability = STORAGE_CAPABILITY;
  /** Set by Keyv: it precedes every key, with a colon. */
  namespace: string | undefined;
  readonly #envelopes: Envelopes;

  /**
   * @param caches what `createCaches` resolves to, or one of its caches, which you close yourself.
   * @throws TypeError for anything else; ImproperlyConfigured for an unknown alias.
   */
  constructor(caches: Caches | Cache, options: KeyvStoreOptions = {}) {
    super();
    this.#envelopes = new Envelopes(caches, options);
  }

  async get<T = unknown>(key: string): Promise<T | undefined> {
    return this.#envelopes.get<T>(this.#full(key));
  }

  /** In the order of `keys`, undefined where one is missing. */
  async getMany<T = unknown>(keys: readonly string[]): Promise<(T | undefined)[]> {
    return this.#envelopes.getMany<T>(keys.map((key) => this.#full(key)));
  }

  /**
   * @param expires milliseconds since 1970; left out: without expiry, whatever the cache's `TIMEOUT`. A moment in the
   * past deletes the entry.
   * @returns false only while exceptions are ignored.
   * @throws TypeError for an invalid moment, before anything is sent.
   */
  async set(key: string, value: unknown, expires?: number): Promise<boolean> {
    const full = this.#full(key);
    if (expires === undefined) return this.#envelopes.set(full, value, { timeout: null });
    const expiresAt = new Date(checkMilliseconds(expires, "expires"));
    if (expires > Date.now()) return this.#envelopes.set(full, value, { expiresAt });
    await this.#envelopes.delete(full);
    return true;
  }

  /** One batch, each entry with its own moment. */
  async setMany(entries: readonly KeyvStoreEntry[]): Promise<boolean[]> {
    // All of them first: if one is invalid, nothing is sent.
    for (const { expires } of entries) if (expires !== undefined) checkMilliseconds(expires, "expires");
    return Promise.all(entries.map(({ key, value, expires }) => this.set(key, value, expires)));
  }

  async has(key: string): Promise<boolean> {
    return this.#envelopes.has(this.#full(key));
  }

  async hasMany(keys: readonly string[]): Promise<boolean[]> {
    return Promise.all(keys.map((key) => this.has(key)));
  }

  async delete(key: string): Promise<boolean> {
    return this.#envelopes.delete(this.#full(key));
  }

  async deleteMany(keys: readonly string[]): Promise<boolean[]> {
    return Promise.all(keys.map((key) => this.delete(key)));
  }

  /** The keys of the namespace; without one, all keys of the cache's prefix and version. */
  async clear(): Promise<void> {
    await this.#envelopes.clear(this.#full(""));
  }

  /** The entries of the namespace; keys come without it. */
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
