import type { CacheKey, Version } from "@coffer/cache-core";

/** All copies of the core share it. No parser creates symbols, so data from outside the process cannot have it. */
const BRAND = Symbol.for("@coffer/cache-core CacheKey");

/** The key that `makeKey` returns. Where a string is expected, it converts to the Redis key. */
export class MadeKey implements CacheKey {
  readonly redisKey: string;
  readonly original: string;
  readonly version: Version;
  readonly prefix: string;

  constructor(redisKey: string, original: string, version: Version, prefix: string) {
    this.redisKey = redisKey;
    this.original = original;
    this.version = version;
    this.prefix = prefix;
  }

  toString(): string {
    return this.redisKey;
  }

  /** The same as `redisKey`. */
  toJSON(): string {
    return this.redisKey;
  }

  static {
    Object.defineProperty(MadeKey.prototype, BRAND, { value: true });
  }
}

/**
 * Checks the brand. Not the class, since a key may come from another copy of the core; and not the shape, since `{
 * "redisKey": "…" }` may come from a request, and would reach any key of the database.
 */
export function isCacheKey(value: unknown): value is CacheKey {
  return typeof value === "object" && value !== null && Reflect.get(value, BRAND) === true;
}
