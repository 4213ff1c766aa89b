import type { Key, VersionOption } from "./key.js";
import type { Timeout } from "./timeout.js";

/** A value and the time that it has left. */
export interface ValueWithTtl<T> {
  /** The value, as `get` returns it. */
  readonly value: T;
  /** The milliseconds left; `null`: the value does not expire. */
  readonly ttl: number | null;
}

/** The time that keys have left. */
export interface ExpiryCommands {
  /**
   * Reads how long Redis keeps a key, in seconds: the timeout of its value, and `stale`, `grace` or the time of the layer herd after it. See
   * `getWithTtl` for the value's own time.
   *
   * Redis: `PTTL`, O(1).
   * @returns whole seconds, rounded up, so 1 or more for a key that exists; `0` if the key is missing; `null` if it does not expire.
   */
  ttl(key: Key, options?: VersionOption): Promise<number | null>;

  /**
   * Reads how long Redis keeps a key, in milliseconds; see `ttl`.
   *
   * Redis: `PTTL`, O(1).
   * @returns milliseconds; `0` if the key is missing; `null` if it does not expire.
   */
  pttl(key: Key, options?: VersionOption): Promise<number | null>;

  /**
   * Reads a value together with the time that it has left: the rest of its own timeout, even if Redis keeps the key longer for `stale`, `grace`
   * or the layer herd. `0`: its timeout has passed, and the layer herd still returns it.
   *
   * Redis: `GET` and `PTTL` in one round trip, shared with the other calls of the same turn of the event loop; O(1).
   * @returns the value and its time left; `undefined` if the key is missing or holds another Redis type.
   * @throws SerializerError, CompressorError or CipherError if the stored bytes cannot be read.
   */
  getWithTtl<T = unknown>(key: Key, options?: VersionOption): Promise<ValueWithTtl<T> | undefined>;

  /**
   * Sets the time that a key has left. Zero or less deletes the key, `null` removes its expiry.
   *
   * Redis: `PEXPIRE`, O(1); `PERSIST` for `null`.
   * @param timeout seconds, a duration such as `"5m"`, or `null`; default: the cache's `TIMEOUT`.
   * @returns `true` if the key existed.
   * @throws TypeError for a wrong timeout.
   * @example
   * ```ts
   * await cache.expire("session:1", "30m");
   * ```
   */
  expire(key: Key, timeout?: Timeout, options?: VersionOption): Promise<boolean>;

  /**
   * Sets the time that a key has left, in milliseconds. Zero or less deletes the key, `null` removes its expiry.
   *
   * Redis: `PEXPIRE`, O(1); `PERSIST` for `null`.
   * @param milliseconds a whole number, or `null`; default: the cache's `TIMEOUT`.
   * @returns `true` if the key existed.
   * @throws TypeError or RangeError if it is not a whole number.
   */
  pexpire(key: Key, milliseconds?: number | null, options?: VersionOption): Promise<boolean>;

  /**
   * Sets the time at which a key expires. A time in the past deletes the key.
   *
   * Redis: `PEXPIREAT`, O(1).
   * @param when a Date, or seconds since 1970.
   * @returns `true` if the key existed.
   * @throws TypeError for an invalid Date; RangeError for a time outside of the range that Redis can store.
   */
  expireAt(key: Key, when: Date | number, options?: VersionOption): Promise<boolean>;

  /**
   * Sets the time at which a key expires, in milliseconds. A time in the past deletes the key.
   *
   * Redis: `PEXPIREAT`, O(1).
   * @param when a Date, or milliseconds since 1970.
   * @returns and throws as `expireAt` does.
   */
  pexpireAt(key: Key, when: Date | number, options?: VersionOption): Promise<boolean>;

  /**
   * Removes the expiry of a key.
   *
   * Redis: `PERSIST`, O(1).
   * @returns `true` if the key had an expiry; `false` if it had none, or is missing.
   */
  persist(key: Key, options?: VersionOption): Promise<boolean>;

  /**
   * Gives a value its full timeout again. In contrast to `expire`, it also renews the expiry that is stored with an entry that has tags,
   * `stale` or `grace`, or that a layer wrote; such an entry that has expired counts as missing.
   *
   * Redis: `PEXPIRE` in a script, O(1); `PERSIST` for `null`.
   * @param timeout seconds, a duration such as `"5m"`, or `null` for never; default: the cache's `TIMEOUT`.
   * @returns `true` if the key existed.
   * @throws TypeError for a wrong timeout.
   */
  touch(key: Key, timeout?: Timeout, options?: VersionOption): Promise<boolean>;
}
