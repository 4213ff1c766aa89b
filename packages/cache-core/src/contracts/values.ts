import type { CacheKey, Key, VersionOption } from "./key.js";
import type { Timeout } from "./timeout.js";

export interface TimeoutOptions extends VersionOption {
  /** Default: the cache's `TIMEOUT`. */
  readonly timeout?: Timeout | undefined;
}

export interface SetOptions extends TimeoutOptions {
  /** Write only where there is no such key. */
  readonly nx?: boolean | undefined;
  /** Write only where the key is there already. Not together with `nx`. */
  readonly xx?: boolean | undefined;
}

export interface IncrOptions extends VersionOption {
  /** Count from 0 where the key is missing (it gets no expiry) instead of failing. */
  readonly ignoreKeyCheck?: boolean | undefined;
}

/** What `getOrSet` stores: a value, or what makes one. */
export type Loader<T> = T | (() => T | Promise<T>);

/** Values by key. A missing key is `undefined`; a stored `null` is a hit. */
export interface ValueCommands {
  /**
   * The value, or `fallback` where the key is missing. A key that holds another Redis type (a set, a hash) is
   * missing too, however many reads travel together.
   */
  get<T = unknown>(key: Key, fallback?: T, options?: VersionOption): Promise<T | undefined>;

  /**
   * Stores a value; `false` says that `nx` or `xx` prevented it. A timeout of zero or less stores nothing and deletes
   * the key, answering whether it was there (with `nx`: deletes nothing, answers whether the key is absent).
   * @throws TypeError for `undefined`, a bad timeout, or `nx` with `xx`, before anything is sent.
   * @throws SerializerError for what the serializer cannot bring back equal.
   */
  set(key: Key, value: unknown, options?: Timeout | SetOptions): Promise<boolean>;

  /** `set` with `nx`: `true` when added, `false` when the key was there. */
  add(key: Key, value: unknown, options?: Timeout | TimeoutOptions): Promise<boolean>;

  /** The values found, by the key as given, in the order asked, misses left out. */
  getMany<T = unknown, K extends Key = string>(
    keys: Iterable<K>,
    options?: VersionOption,
  ): Promise<Map<K, T>>;

  /**
   * Stores many values, in one batch and not as one transaction; resolves to the keys that failed (none: all is
   * well). Nothing is sent when one value cannot be serialized.
   */
  setMany<K extends Key = string>(
    entries: ReadonlyMap<K, unknown> | Iterable<readonly [K, unknown]> | Readonly<Record<string, unknown>>,
    options?: Timeout | TimeoutOptions,
  ): Promise<K[]>;

  has(key: Key, options?: VersionOption): Promise<boolean>;

  /** `true` when there was something to delete. */
  delete(key: Key, options?: DeleteOptions): Promise<boolean>;

  /** How many there were to delete. */
  deleteMany(keys: Iterable<Key>, options?: VersionOption): Promise<number>;

  /**
   * The value, or, where the key is missing, what `value` (or its result) is, stored. Callers in one process share one
   * load. A loader that fails rejects all of them and stores nothing; one that gives `undefined` stores nothing.
   */
  getOrSet<T>(key: Key, value: Loader<T>, options?: Timeout | TimeoutOptions): Promise<T>;

  /**
   * Adds `delta` to a number and resolves to the sum, exact at any size: a bigint where a number would lose digits.
   * The expiry stays.
   * @throws KeyNotFound where the key is missing.
   * @throws TypeError where the value is not a number.
   */
  incr(key: Key, delta?: number | bigint, options?: IncrOptions): Promise<number | bigint>;

  /** `incr` by `-delta`. */
  decr(key: Key, delta?: number | bigint, options?: IncrOptions): Promise<number | bigint>;

  /**
   * Moves a key of any Redis type from its version to `version + delta`, value and expiry untouched, replacing what is
   * there; resolves to the new version.
   * @throws KeyNotFound where the key is missing.
   */
  incrVersion(key: Key, delta?: number, options?: VersionOption): Promise<number>;

  /** `incrVersion` by `-delta`. */
  decrVersion(key: Key, delta?: number, options?: VersionOption): Promise<number>;

  /** The key as Redis has it. */
  makeKey(key: Key, options?: MakeKeyOptions): CacheKey;
}

export interface MakeKeyOptions extends VersionOption {
  /** Default: the cache's `KEY_PREFIX`. */
  readonly prefix?: string | undefined;
}

export interface DeleteOptions extends MakeKeyOptions {}
