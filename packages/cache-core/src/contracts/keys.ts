import type { CacheKey, Key, Version, VersionOption } from "./key.js";
import type { MakeKeyOptions } from "./values.js";

/** Makes a Redis key. For patterns it gets the prefix and the version with glob characters escaped. */
export type KeyFunction = (key: string, prefix: string, version: Version) => string;

/** Returns the key that a Redis key was made from. */
export type ReverseKeyFunction = (redisKey: string) => string;

/** The settings that determine the Redis keys of a cache. */
export interface KeysSettings {
  readonly prefix: string;
  readonly version: Version;
  readonly keyFunction?: KeyFunction | undefined;
  readonly reverseKeyFunction?: ReverseKeyFunction | undefined;
}

/** Turns keys into Redis keys and back, for one cache. */
export interface Keys {
  readonly prefix: string;
  readonly version: Version;

  /**
   * Redis keys of this prefix and version, by key. `make` looks them up first, which is faster than joining and hashing
   * strings. Set by a layer whose reads are faster than that. Not used with a key function.
   */
  known?: ReadonlyMap<string, string> | undefined;

  /** Returns the Redis key. A `CacheKey` is used as it is, so making a key twice changes nothing. */
  make(key: Key, options?: VersionOption | MakeKeyOptions): string;

  /** The same, with the parts of the key. */
  makeKey(key: Key, options?: MakeKeyOptions): CacheKey;

  /**
   * Returns a glob for `pattern` with this prefix and version, which are taken literally.
   * @throws TypeError also if no pattern finds the keys of the key function: see `patternFault`.
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
   * Whether a Redis key found by `patternOfPrefix` has this prefix: with the prefix `a`, the key `a:b:1:x` belongs to a cache whose prefix is
   * `a:b`. A version is a number, or the cache's own string.
   */
  owns(redisKey: string): boolean;

  /** Returns the key that a Redis key was made from; the Redis key itself if it has another prefix or version. */
  reverse(redisKey: string, options?: MakeKeyOptions): string;
}
