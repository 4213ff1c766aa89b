/** A key as Redis has it, which `makeKey` returns. Methods take it as it is, whatever `version` they are given. */
export interface CacheKey<Original extends string = string> {
  /** The full Redis key: prefix, version and key, as the key function puts them together. */
  readonly redisKey: string;
  /** The key it was made from. */
  readonly original: Original;
  /** The version and the prefix it was made with. */
  readonly version: Version;
  readonly prefix: string;
  toString(): string;
}

export type Key = string | CacheKey;

/** A number, or any text without meaning to coffer (`incrVersion` needs a number). */
export type Version = number | string;

export interface VersionOption {
  /** Default: the cache's `VERSION`. */
  readonly version?: Version | undefined;
}
