import type { CacheKey, Key, Version, VersionOption } from "./key.js";
import type { MakeKeyOptions } from "./values.js";

/** Puts a Redis key together. For patterns it gets the prefix and the version with glob characters escaped. */
export type KeyFunction = (key: string, prefix: string, version: Version) => string;

/** The way back: the key that a Redis key was made from. */
export type ReverseKeyFunction = (redisKey: string) => string;

/** What the keys of a cache are made with. */
export interface KeysSettings {
  readonly prefix: string;
  readonly version: Version;
  readonly keyFunction?: KeyFunction | undefined;
  readonly reverseKeyFunction?: ReverseKeyFunction | undefined;
}

/** The one place where keys become Redis keys, and the other way round. */
export interface Keys {
  readonly prefix: string;
  readonly version: Version;

  /** The Redis key. A `CacheKey` is taken as it is, so making a key twice changes nothing. */
  make(key: Key, options?: VersionOption | MakeKeyOptions): string;

  makeKey(key: Key, options?: MakeKeyOptions): CacheKey;

  /**
   * A glob for `pattern` under this prefix and version, which are taken literally.
   * @throws TypeError also where no pattern finds the keys of the key function: see `patternFault`.
   */
  pattern(pattern: string, options?: MakeKeyOptions): string;

  /**
   * A glob for every key of this prefix, whatever its version; `owns` says which of the keys found are meant.
   * @throws TypeError where there is none: with a key function by which no pattern finds them.
   */
  patternOfPrefix(): string;

  /** Why no pattern finds the keys that the key function makes, such as hashes; undefined where patterns find them. */
  readonly patternFault: string | undefined;

  /**
   * Whether a key found by `patternOfPrefix` is one of this prefix: with the prefix `a`, the key `a:b:1:x` belongs to a
   * cache whose prefix is `a:b`. A version is a number, or the text that the cache has as its own.
   */
  owns(redisKey: string): boolean;

  /** The key that a Redis key was made from; the Redis key itself where it is not of this prefix and version. */
  reverse(redisKey: string, options?: MakeKeyOptions): string;
}
