import { checkNames, chooseCache, escapeGlob } from "@coffer/backend-kit";
import type { Cache, Caches } from "@coffer/cache-core";
import type { KeyvStoreOptions } from "./options.js";

/** How many keys the iterator reads at once. */
const PAGE = 500;

/** The timeout of an entry, in the form of `cache.set`. */
type Life = { readonly timeout: number | null } | { readonly expiresAt: Date };

/**
 * What Keyv stores, by key: text, or the object `{ value, expires }` if Keyv does not serialize. The common base of
 * the stores for Keyv 5 and 6. Calls of one turn of the event loop are one batch, so no command for many keys is
 * needed.
 */
export class Envelopes {
  readonly #cache: Cache;

  constructor(caches: Caches | Cache, options: KeyvStoreOptions) {
    checkNames(options, ["alias"], "KeyvStore");
    this.#cache = chooseCache(caches, options.alias, "KeyvStore");
  }

  get<T>(key: string): Promise<T | undefined> {
    return this.#cache.get<T>(key);
  }

  /** In the order of `keys`, undefined for a missing one. */
  async getMany<T>(keys: readonly string[]): Promise<(T | undefined)[]> {
    const found = await this.#cache.getMany<T>(keys);
    return keys.map((key) => found.get(key));
  }

  set(key: string, envelope: unknown, life: Life): Promise<boolean> {
    return this.#cache.set(key, envelope, life);
  }

  has(key: string): Promise<boolean> {
    return this.#cache.has(key);
  }

  delete(key: string): Promise<boolean> {
    return this.#cache.delete(key);
  }

  deleteMany(keys: readonly string[]): Promise<number> {
    return this.#cache.deleteMany(keys);
  }

  /** Deletes the keys that begin with `prefix`, and no others, of the cache's version. */
  async clear(prefix: string): Promise<void> {
    await this.#cache.deletePattern(`${escapeGlob(prefix)}*`);
  }

  /**
   * The keys that begin with `prefix`, and their entries. A key may come twice while the server resizes its tables.
   */
  async *iterate<T>(prefix: string): AsyncGenerator<[key: string, envelope: Awaited<T>], void> {
    let page: string[] = [];
    for await (const key of this.#cache.iterKeys(`${escapeGlob(prefix)}*`)) {
      if (!key.startsWith(prefix)) {
        throw new TypeError(
          "the cache has a KEY_FUNCTION: to iterate over keys, it needs a REVERSE_KEY_FUNCTION",
        );
      }
      if (page.push(key) < PAGE) continue;
      yield* await this.#cache.getMany<Awaited<T>>(page);
      page = [];
    }
    yield* await this.#cache.getMany<Awaited<T>>(page);
  }
}
