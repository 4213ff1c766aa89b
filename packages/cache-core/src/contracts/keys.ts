import type { CacheKey, Key, Version, VersionOption } from "./key.js";
import type { MakeKeyOptions } from "./values.js";

/** Makes a Redis key of a key, the prefix and the version. For patterns, the prefix and the version have their glob characters escaped. */
export type KeyFunction = (key: string, prefix: string, version: Version) => string;

/** Returns the key that a Redis key was made from. */
export type ReverseKeyFunction = (redisKey: string) => string;

/** The settings that determine the Redis keys of a cache. */
export interface KeysSettings {
  /** `KEY_PREFIX`. */
  readonly prefix: string;
  /** `VERSION`. */
  readonly version: Version;
  /** `KEY_FUNCTION`, loaded; undefined: `prefix:version:key`. */
  readonly keyFunction?: KeyFunction | undefined;
  /** `REVERSE_KEY_FUNCTION`, loaded. */
  readonly reverseKeyFunction?: ReverseKeyFunction | undefined;
}

/** Turns keys into Redis keys and back, for one cache. */
export interface Keys {
  /** The cache's `KEY_PREFIX`. */
  readonly prefix: string;
  /** The cache's `VERSION`. */
  readonly version: Version;

  /**
   * Redis keys of this prefix and version, by key. `make` looks here first, which is faster than joining strings. A layer that answers from
   * memory sets it. Not used with a key function.
   */
  known?: ReadonlyMap<string, string> | undefined;

  /** Returns the Redis key of a key. Returns that of a `CacheKey` unchanged. */
  make(key: Key, options?: VersionOption | MakeKeyOptions): string;

  /** Returns the Redis key of a key, with its parts. */
  makeKey(key: Key, options?: MakeKeyOptions): CacheKey;

  /**
   * Returns a glob for `pattern` with this prefix and version, whose glob characters are escaped.
   * @throws TypeError for a pattern that is not a string, and if no pattern finds the keys of the key function: see `patternFault`.
   */
  pattern(pattern: string, options?: MakeKeyOptions): string;

  /**
   * Returns a glob for every key of this prefix, in any version; `owns` selects the right ones among the keys found.
   * @throws TypeError if no pattern finds the keys of the key function.
   */
  patternOfPrefix(): string;

  /** Why no pattern finds the keys of the key function, such as hashes; undefined if patterns find them. */
  readonly patternFault: string | undefined;

  /**
   * Checks whether a Redis key found by `patternOfPrefix` has this prefix: with the prefix `a`, the key `a:b:1:x` belongs to a cache whose
   * prefix is `a:b`. A version is a number, or the cache's own string.
   */
  owns(redisKey: string): boolean;

  /** Returns the key that a Redis key was made from; the Redis key itself if it has another prefix or version. */
  reverse(redisKey: string, options?: MakeKeyOptions): string;
}
