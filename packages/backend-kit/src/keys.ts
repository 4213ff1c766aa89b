import type {
  CacheKey,
  Keys as Contract,
  Key,
  KeyFunction,
  KeysSettings,
  MakeKeyOptions,
  ReverseKeyFunction,
  Version,
  VersionOption,
} from "@coffer/cache-core";
import { show } from "@coffer/cache-core";
import { isCacheKey, MadeKey } from "./cache-key.js";
import { escapeGlob, globTest } from "./glob.js";
import { patternFault, SAMPLE } from "./pattern-fault.js";
import { checkWellFormed } from "./well-formed.js";

const defaultKeyFunction: KeyFunction = (key, prefix, version) => `${prefix}:${version}:${key}`;

/** Converts keys to Redis keys and back. */
export class Keys implements Contract {
  readonly prefix: string;
  readonly version: Version;
  known: ReadonlyMap<string, string> | undefined;
  readonly #keyFunction: KeyFunction;
  readonly #reverse: ReverseKeyFunction | undefined;
  /** The start of every key of the default version; undefined if there is a key function. */
  readonly #head: string | undefined;
  #patternFault: string | null | undefined;
  #prefixFault: string | null | undefined;

  constructor({ prefix, version, keyFunction, reverseKeyFunction }: KeysSettings) {
    this.prefix = prefix;
    this.version = version;
    this.#keyFunction = keyFunction ?? defaultKeyFunction;
    this.#reverse = reverseKeyFunction;
    this.#head = keyFunction === undefined ? defaultKeyFunction("", prefix, version) : undefined;
  }

  /** Returns the Redis key of a key. Returns that of a `CacheKey` unchanged. */
  make(key: Key, options?: VersionOption | MakeKeyOptions): string {
    if (typeof key === "string") {
      if (this.#head !== undefined && isOfCache(options)) {
        const known = this.known?.get(key);
        if (known !== undefined) return known;
        if (!key.isWellFormed()) checkWellFormed(key, "key");
        return this.#head + key;
      }
      if (!key.isWellFormed()) checkWellFormed(key, "key");
      const { version, prefix } = this.#given(options);
      return this.#apply(key, prefix, version);
    }
    if (isCacheKey(key)) return key.redisKey;
    const isNumber = typeof key === "bigint" || Number.isFinite(key);
    const advice = isNumber ? `: write String(${show(key)})` : "";
    throw new TypeError(`key must be a string or a result of makeKey, got ${show(key)}${advice}`);
  }

  makeKey(key: Key, options?: MakeKeyOptions): CacheKey {
    if (isCacheKey(key)) return key;
    return new MadeKey(
      this.make(key, options),
      key,
      options?.version ?? this.version,
      options?.prefix ?? this.prefix,
    );
  }

  /**
   * Returns a glob for `pattern` with this prefix and version, whose glob characters are escaped.
   * @throws TypeError for a pattern that is not a string, and if no pattern finds the keys of the key function: see `patternFault`.
   */
  pattern(pattern: string, options?: MakeKeyOptions): string {
    if (typeof pattern !== "string") throw new TypeError(`pattern must be a string, got ${show(pattern)}`);
    checkWellFormed(pattern, "pattern");
    const { version, prefix } = this.#given(options);
    if (this.patternFault !== undefined) throw new TypeError(this.patternFault);
    return this.#apply(pattern, escapeGlob(prefix), escapeGlob(String(version)));
  }

  /**
   * Returns a glob for every key of this prefix, in any version; `owns` selects the right ones among the keys found.
   * @throws TypeError if no pattern matches the keys of the key function.
   */
  patternOfPrefix(): string {
    this.#prefixFault ??= this.#faultOf("*");
    if (this.#prefixFault !== null) throw new TypeError(this.#prefixFault);
    return this.#apply("*", escapeGlob(this.prefix), "*");
  }

  /** Why no pattern finds the keys of the key function, such as hashes; undefined if patterns find them. */
  get patternFault(): string | undefined {
    this.#patternFault ??= this.#faultOf(escapeGlob(String(this.version)));
    return this.#patternFault ?? undefined;
  }

  /** Checks whether `clear` of a cache with these keys would delete keys of the cache with the keys `other`. */
  reaches(other: Keys): boolean {
    if (this.prefix === "" || this.prefix === other.prefix) return false;
    try {
      const redisKey = other.make(SAMPLE);
      return globTest(this.patternOfPrefix())(redisKey) && this.owns(redisKey);
    } catch {
      // The key function rejects the sample, or no pattern matches its keys.
      return false;
    }
  }

  /** Null if there is none, or if the sample does not show one. */
  #faultOf(version: string): string | null {
    if (this.#head !== undefined) return null;
    return patternFault(
      (sample) => this.make(sample),
      () => this.#apply("*", escapeGlob(this.prefix), version),
    );
  }

  /**
   * Checks whether a Redis key found by `patternOfPrefix` has this prefix: with the prefix `a`, the key `a:b:1:x` belongs to a cache whose
   * prefix is `a:b`. A version is a number, or the cache's own string.
   */
  owns(redisKey: string): boolean {
    if (this.#head === undefined) return true;
    if (!redisKey.startsWith(`${this.prefix}:`)) return false;
    if (redisKey.startsWith(this.#head)) return true;
    return /^-?\d+:/.test(redisKey.slice(this.prefix.length + 1));
  }

  /** Returns the key that a Redis key was made from; the Redis key itself if it has another prefix or version. */
  reverse(redisKey: string, options?: MakeKeyOptions): string {
    if (this.#reverse !== undefined) return this.#reverse(redisKey);
    const { version, prefix } = this.#given(options);
    const head = defaultKeyFunction("", prefix, version);
    return redisKey.startsWith(head) ? redisKey.slice(head.length) : redisKey;
  }

  #given(options: MakeKeyOptions | undefined): { version: Version; prefix: string } {
    const version = options?.version ?? this.version;
    if (typeof version !== "number" && typeof version !== "string") {
      throw new TypeError(`version must be a number or a string, got ${show(version)}`);
    }
    if (typeof version === "number" && !Number.isFinite(version)) {
      throw new RangeError(`version must be a finite number, got ${version}`);
    }
    if (typeof version === "string") checkWellFormed(version, "version");
    const prefix = options?.prefix ?? this.prefix;
    if (typeof prefix !== "string") throw new TypeError(`prefix must be a string, got ${show(prefix)}`);
    return { version, prefix: checkWellFormed(prefix, "prefix") };
  }

  #apply(key: string, prefix: string, version: Version): string {
    const redisKey = this.#keyFunction(key, prefix, version);
    if (typeof redisKey !== "string")
      throw new TypeError(`KEY_FUNCTION must return a string, got ${show(redisKey)}`);
    return checkWellFormed(redisKey, "the result of KEY_FUNCTION");
  }
}

/** Whether options leave prefix and version to the cache. */
function isOfCache(options: MakeKeyOptions | undefined): boolean {
  return options === undefined || (options.version === undefined && options.prefix === undefined);
}
