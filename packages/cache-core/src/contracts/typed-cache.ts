import type { Cache } from "./cache.js";
import type { IncrOptions } from "./counters.js";
import type { ValueWithTtl } from "./expiry.js";
import type { AnyKey, CacheKey, VersionOption } from "./key.js";
import type { LoadFunction, LoadOptions, ManyLoader, ManyLoadOptions } from "./loading.js";
import type { Timeout } from "./timeout.js";
import type { Change, UpdateOptions } from "./update.js";
import type { AddOptions, DeleteOptions, MakeKeyOptions, SetOptions } from "./values.js";

/** A key of the map of types for a cache, such as ``{ config: Config; [key: `user:${number}`]: User }``. */
export type KeyOf<Values> = NameOf<Values> | CacheKey<NameOf<Values>>;

/** The type of the value of a key of the map. */
export type ValueAt<Values, K> = Values[(K extends CacheKey<infer Name> ? Name : K) & keyof Values];

type NameOf<Values> = keyof Values & string;

/** No function, which `getOrSet` would call. A function has a `name` and a `length`, so it would fit some types of objects. */
type Data<T> = T extends object ? T & { readonly [Symbol.hasInstance]?: never } : T;

/** The commands on values, restricted to the keys of the map. */
export interface TypedValueCommands<Values> {
  /** See `Cache.get`. */
  get<K extends KeyOf<Values>>(
    key: K,
    fallback?: undefined,
    options?: VersionOption,
  ): Promise<ValueAt<Values, K> | undefined>;
  /** See `Cache.get`. */
  get<K extends KeyOf<Values>>(
    key: K,
    fallback: ValueAt<Values, K>,
    options?: VersionOption,
  ): Promise<ValueAt<Values, K>>;
  /** See `Cache.get`. */
  get<K extends KeyOf<Values>, F>(
    key: K,
    fallback: F,
    options?: VersionOption,
  ): Promise<ValueAt<Values, K> | F>;
  /** See `Cache.pull`. */
  pull<K extends KeyOf<Values>>(
    key: K,
    fallback?: undefined,
    options?: VersionOption,
  ): Promise<ValueAt<Values, K> | undefined>;
  /** See `Cache.pull`. */
  pull<K extends KeyOf<Values>>(
    key: K,
    fallback: ValueAt<Values, K>,
    options?: VersionOption,
  ): Promise<ValueAt<Values, K>>;
  /** See `Cache.pull`. */
  pull<K extends KeyOf<Values>, F>(
    key: K,
    fallback: F,
    options?: VersionOption,
  ): Promise<ValueAt<Values, K> | F>;
  /** See `ExpiryCommands.getWithTtl`. */
  getWithTtl<K extends KeyOf<Values>>(
    key: K,
    options?: VersionOption,
  ): Promise<ValueWithTtl<ValueAt<Values, K>> | undefined>;
  /** See `UpdateCommands.update`. */
  update<K extends KeyOf<Values>>(
    key: K,
    change: Change<ValueAt<Values, K>>,
    options?: Timeout | UpdateOptions,
  ): Promise<ValueAt<Values, K> | undefined>;
  /** See `ValueCommands.set`. */
  set<K extends KeyOf<Values>>(
    key: K,
    value: ValueAt<Values, K>,
    options?: Timeout | SetOptions,
  ): Promise<boolean>;
  /** See `ValueCommands.add`. */
  add<K extends KeyOf<Values>>(
    key: K,
    value: ValueAt<Values, K>,
    options?: Timeout | AddOptions,
  ): Promise<boolean>;
  /** See `ValueCommands.getMany`. */
  getMany<K extends KeyOf<Values>>(
    keys: Iterable<K> & object,
    options?: VersionOption,
  ): Promise<Map<K, ValueAt<Values, K>>>;
  /** See `ValueCommands.setMany`. */
  setMany<K extends KeyOf<Values>>(
    entries:
      | ReadonlyMap<K, ValueAt<Values, K>>
      | Iterable<readonly [K, ValueAt<Values, K>]>
      | Partial<Values>,
    options?: Timeout | AddOptions,
  ): Promise<K[]>;
  /** See `LoadCommands.getOrSet`. */
  getOrSet<K extends KeyOf<Values>>(
    key: K,
    value: Data<ValueAt<Values, K>> | LoadFunction<ValueAt<Values, K>>,
    options?: Timeout | LoadOptions,
  ): Promise<ValueAt<Values, K>>;
  /** See `LoadCommands.getOrSetMany`. */
  getOrSetMany<K extends KeyOf<Values>>(
    keys: Iterable<K> & object,
    load: ManyLoader<K, ValueAt<Values, K>, AnyKey<K>>,
    options?: Timeout | ManyLoadOptions<K>,
  ): Promise<Map<K, ValueAt<Values, K>>>;
  /** See `ValueCommands.has`. */
  has(key: KeyOf<Values>, options?: VersionOption): Promise<boolean>;
  /** See `ValueCommands.delete`. */
  delete(key: KeyOf<Values>, options?: DeleteOptions): Promise<boolean>;
  /** See `ValueCommands.deleteMany`. */
  deleteMany(keys: Iterable<KeyOf<Values>> & object, options?: VersionOption): Promise<number>;
  /** See `CounterCommands.incr`. */
  incr(key: KeyOf<Values>, delta?: number | bigint, options?: IncrOptions): Promise<number | bigint>;
  /** See `CounterCommands.decr`. */
  decr(key: KeyOf<Values>, delta?: number | bigint, options?: IncrOptions): Promise<number | bigint>;
  /** See `CounterCommands.incrVersion`. */
  incrVersion(key: KeyOf<Values>, delta?: number, options?: VersionOption): Promise<number>;
  /** See `CounterCommands.decrVersion`. */
  decrVersion(key: KeyOf<Values>, delta?: number, options?: VersionOption): Promise<number>;
  /** See `ValueCommands.makeKey`. */
  makeKey<Name extends NameOf<Values>>(key: Name | CacheKey<Name>, options?: MakeKeyOptions): CacheKey<Name>;
}

/**
 * A cache whose values have the types that a map gives to its keys: `caches.get<Values>()`. The types are checked by the compiler and
 * not at run time. The commands on expiry, locks, sets, hashes and sorted sets take any key.
 */
export type TypedCache<Values> = Omit<Cache, keyof TypedValueCommands<Values>> & TypedValueCommands<Values>;
