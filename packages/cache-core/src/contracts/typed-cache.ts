import type { Cache } from "./cache.js";
import type { CacheKey, VersionOption } from "./key.js";
import type { Timeout } from "./timeout.js";
import type {
  DeleteOptions,
  IncrOptions,
  Loader,
  MakeKeyOptions,
  SetOptions,
  TimeoutOptions,
} from "./values.js";

/** A key of the map of values that a cache is typed by, such as ``{ config: Config; [key: `user:${number}`]: User }``. */
export type KeyOf<Values> = NameOf<Values> | CacheKey<NameOf<Values>>;

/** What is stored under a key of the map. */
export type ValueAt<Values, K> = Values[(K extends CacheKey<infer Name> ? Name : K) & keyof Values];

type NameOf<Values> = keyof Values & string;

/** `ValueCommands` with the keys of the map and no others. */
export interface TypedValueCommands<Values> {
  get<K extends KeyOf<Values>>(
    key: K,
    fallback?: undefined,
    options?: VersionOption,
  ): Promise<ValueAt<Values, K> | undefined>;
  get<K extends KeyOf<Values>>(
    key: K,
    fallback: ValueAt<Values, K>,
    options?: VersionOption,
  ): Promise<ValueAt<Values, K>>;
  get<K extends KeyOf<Values>, F>(
    key: K,
    fallback: F,
    options?: VersionOption,
  ): Promise<ValueAt<Values, K> | F>;
  set<K extends KeyOf<Values>>(
    key: K,
    value: ValueAt<Values, K>,
    options?: Timeout | SetOptions,
  ): Promise<boolean>;
  add<K extends KeyOf<Values>>(
    key: K,
    value: ValueAt<Values, K>,
    options?: Timeout | TimeoutOptions,
  ): Promise<boolean>;
  getMany<K extends KeyOf<Values>>(
    keys: Iterable<K>,
    options?: VersionOption,
  ): Promise<Map<K, ValueAt<Values, K>>>;
  setMany<K extends KeyOf<Values>>(
    entries:
      | ReadonlyMap<K, ValueAt<Values, K>>
      | Iterable<readonly [K, ValueAt<Values, K>]>
      | Partial<Values>,
    options?: Timeout | TimeoutOptions,
  ): Promise<K[]>;
  getOrSet<K extends KeyOf<Values>>(
    key: K,
    value: Loader<ValueAt<Values, K>>,
    options?: Timeout | TimeoutOptions,
  ): Promise<ValueAt<Values, K>>;
  has(key: KeyOf<Values>, options?: VersionOption): Promise<boolean>;
  delete(key: KeyOf<Values>, options?: DeleteOptions): Promise<boolean>;
  deleteMany(keys: Iterable<KeyOf<Values>>, options?: VersionOption): Promise<number>;
  incr(key: KeyOf<Values>, delta?: number | bigint, options?: IncrOptions): Promise<number | bigint>;
  decr(key: KeyOf<Values>, delta?: number | bigint, options?: IncrOptions): Promise<number | bigint>;
  incrVersion(key: KeyOf<Values>, delta?: number, options?: VersionOption): Promise<number>;
  decrVersion(key: KeyOf<Values>, delta?: number, options?: VersionOption): Promise<number>;
  makeKey<Name extends NameOf<Values>>(key: Name | CacheKey<Name>, options?: MakeKeyOptions): CacheKey<Name>;
}

/**
 * A cache whose values have the types that a map gives to its keys: `caches.get<Values>()`. Nothing is checked while the
 * program runs. The commands on expiry, locks, sets, hashes and sorted sets take any key.
 */
export type TypedCache<Values> = Omit<Cache, keyof TypedValueCommands<Values>> & TypedValueCommands<Values>;
