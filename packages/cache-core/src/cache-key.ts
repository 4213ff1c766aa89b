import type { CacheKey, Version } from "./contracts/key.js";

/** The key that `makeKey` returns. It reads as the Redis key wherever text is wanted. */
export class MadeKey implements CacheKey {
  readonly made: string;
  readonly original: string;
  readonly version: Version;
  readonly prefix: string;

  constructor(made: string, original: string, version: Version, prefix: string) {
    this.made = made;
    this.original = original;
    this.version = version;
    this.prefix = prefix;
  }

  toString(): string {
    return this.made;
  }

  toJSON(): string {
    return this.made;
  }
}

/** By shape, not by class: a key may come from another copy of the core. */
export function isCacheKey(value: unknown): value is CacheKey {
  return typeof value === "object" && value !== null && "made" in value && typeof value.made === "string";
}
