/** A Redis key with its parts, returned by `makeKey`. Methods use it as it is, whatever `version` they are called with. */
export interface CacheKey<Original extends string = string> {
  /** The full Redis key: prefix, version and key, as the key function puts them together. */
  readonly redisKey: string;
  /** The key without prefix and version. */
  readonly original: Original;
  /** The version in the Redis key. */
  readonly version: Version;
  /** The prefix in the Redis key. */
  readonly prefix: string;
  /** The same as `redisKey`. */
  toString(): string;
}

/** A key of a cache: a string, or what `makeKey` returned. */
export type Key = string | CacheKey;

/** The type of the keys in a result: `string` for the literal type `"user:1"`, so that a Map of results takes any string. */
export type AnyKey<K extends Key> = K extends string ? string : K;

/** A version of keys: a number, or any string. `incrVersion` needs a number. */
export type Version = number | string;

/** The option that most commands have. */
export interface VersionOption {
  /**
   * The version of the key.
   * @default the cache's `VERSION`
   */
  readonly version?: Version | undefined;
}
