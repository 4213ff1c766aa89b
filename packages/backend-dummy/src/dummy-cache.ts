import { Keys, makeBatch, Statistics, wrapFunction } from "@coffer/backend-kit";
import {
  type AnyKey,
  type BackendContext,
  type BackendSettings,
  type Batch,
  type BatchOptions,
  type Cache,
  type CacheKey,
  type CacheStats,
  type Client,
  type Commands,
  ImproperlyConfigured,
  type Key,
  type Load,
  type Loader,
  type Lock,
  type LockOptions,
  type MakeKeyOptions,
  type ManyLoader,
  type Timeout,
  type WrapOptions,
  type Wrapped,
} from "@coffer/cache-core";
import { dummyLoad } from "./dummy-load.js";
import { DummyLock } from "./dummy-lock.js";
import { EMPTY_ANSWERS } from "./empty-answers.js";
import { fromUrl } from "./from-url.js";

/** The keys in a first argument that is not a single key. */
const KEYS_IN: Readonly<Record<string, (first: unknown) => Iterable<unknown>>> = {
  getMany: (keys) => keys as Iterable<unknown>,
  deleteMany: (keys) => keys as Iterable<unknown>,
  setMany: (entries) => (entries instanceof Map ? entries.keys() : []),
  keys: () => [],
  deletePattern: () => [],
  clear: () => [],
  deleteByTag: () => [],
};

export interface DummyCache extends Commands {}

/**
 * Stores nothing and answers like an empty cache. For development and tests: like Django's `DummyCache`, it replaces
 * a real cache without any other change of the settings. Keys are checked, so that wrong ones are found here, too.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the methods are made from the table.
export class DummyCache implements Cache, Client {
  static readonly settings: BackendSettings = { standsIn: true, fromUrl };

  readonly alias: string;
  readonly #keys: Keys;
  readonly #statistics: Statistics = new Statistics();

  constructor(context: BackendContext) {
    this.alias = context.alias;
    this.#keys = new Keys(context);
  }

  get client(): Client {
    return this;
  }

  makeKey(key: Key, options?: MakeKeyOptions): CacheKey {
    return this.#keys.makeKey(key, options);
  }

  async getOrSet<T>(key: Key, value: Loader<T>): Promise<T> {
    const redisKey = this.#keys.make(key);
    if (typeof value !== "function") return value;
    return (value as (load: Load) => T | Promise<T>)(dummyLoad(redisKey));
  }

  async getOrSetMany<T, K extends Key = string>(
    keys: Iterable<K>,
    load: ManyLoader<AnyKey<K>, T>,
  ): Promise<Map<AnyKey<K>, T>> {
    const wanted = new Map([...(keys as Iterable<AnyKey<K>>)].map((key) => [this.#keys.make(key), key]));
    const values = await load([...wanted.values()], dummyLoad(""));
    return new Map(Symbol.iterator in values ? values : (Object.entries(values) as [AnyKey<K>, T][]));
  }

  batch<T, Id = string>(options: BatchOptions<Id, T>): Batch<Id, T> {
    return makeBatch(this, options);
  }

  wrap<Args extends readonly unknown[], T>(
    name: string,
    fn: (...args: Args) => T | Promise<T>,
    options?: Timeout | WrapOptions<Args>,
  ): Wrapped<Args, T> {
    return wrapFunction(this, name, fn, options);
  }

  lock(key: Key, options?: LockOptions): Lock {
    this.#keys.make(key);
    return new DummyLock(options);
  }

  async *iterKeys(): AsyncGenerator<string> {}

  async *sscanIter(): AsyncGenerator<never> {}

  stats(): CacheStats {
    return this.#statistics.snapshot();
  }

  async ready(): Promise<void> {}

  async getRedisConnection(): Promise<never> {
    throw this.#noRedis("to connect to");
  }

  #noRedis(what: string): ImproperlyConfigured {
    const path = `CACHES.${this.alias}.BACKEND`;
    const message = `${path}: the dummy cache has no Redis ${what}`;
    return new ImproperlyConfigured([{ path, code: "ERR_SETTING_VALUE", message }]);
  }

  async run(): Promise<never> {
    throw this.#noRedis("to run a script");
  }

  async close(): Promise<void> {}

  async [Symbol.asyncDispose](): Promise<void> {}

  static {
    for (const [name, answer] of Object.entries(EMPTY_ANSWERS)) {
      const value = async function (this: DummyCache, ...args: unknown[]): Promise<unknown> {
        for (const key of KEYS_IN[name]?.(args[0]) ?? [args[0]]) this.#keys.make(key as Key);
        return answer(args);
      };
      Object.defineProperty(DummyCache.prototype, name, { value, configurable: true, writable: true });
    }
  }
}
