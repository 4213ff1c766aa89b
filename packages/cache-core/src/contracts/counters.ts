import type { Key, VersionOption } from "./key.js";

/** Options of `incr` and `decr`. */
export interface IncrOptions extends VersionOption {
  /**
   * `true`: start from 0 if the key is missing; the new key has no expiry. `false`: a missing key is an error.
   * @default false
   */
  readonly ignoreKeyCheck?: boolean | undefined;
}

/** Counting, and moving keys from one version to another. */
export interface CounterCommands {
  /**
   * Adds to a stored number atomically. The expiry does not change.
   *
   * Redis: `INCRBY` in a script, O(1). For fractions, sums of more than 64 bits and encrypted values, `GET` and a script that compares and
   * sets.
   * @param delta a finite number or a bigint; default 1.
   * @returns the sum, exact at any size: a bigint if a number would lose digits.
   * @throws KeyNotFound if the key is missing, unless `ignoreKeyCheck` is set.
   * @throws TypeError if the stored value is not a number.
   * @example
   * ```ts
   * await cache.incr("visits", 1, { ignoreKeyCheck: true });
   * ```
   */
  incr(key: Key, delta?: number | bigint, options?: IncrOptions): Promise<number | bigint>;

  /**
   * Subtracts from a stored number: `incr` by `-delta`.
   *
   * Redis: `INCRBY` in a script, O(1).
   * @returns and throws as `incr` does.
   */
  decr(key: Key, delta?: number | bigint, options?: IncrOptions): Promise<number | bigint>;

  /**
   * Moves a key of any Redis type from its version to `version + delta`. Value and expiry do not change. A key at the new version is replaced.
   *
   * Redis: `RENAME` in a script, O(1). Between two servers, or two slots of a cluster, `DUMP` and `RESTORE`: O(n) for a value of n bytes, and
   * not atomic.
   * @param delta a whole number; default 1.
   * @returns the new version.
   * @throws KeyNotFound if the key is missing.
   * @throws TypeError if the version is not a number, or if values are encrypted (`CIPHER`), since they are bound to their version.
   */
  incrVersion(key: Key, delta?: number, options?: VersionOption): Promise<number>;

  /**
   * Moves a key to `version - delta`: `incrVersion` by `-delta`.
   *
   * Redis: `RENAME` in a script, O(1); otherwise as `incrVersion`.
   * @returns and throws as `incrVersion` does.
   */
  decrVersion(key: Key, delta?: number, options?: VersionOption): Promise<number>;
}
