import type { Key } from "./key.js";
import type { Timeout, TimeoutOptions } from "./timeout.js";

/** Options of `update`. */
export interface UpdateOptions extends TimeoutOptions {
  /**
   * The timeout of the new value.
   * @default the time left does not change; a value whose key was missing gets the cache's `TIMEOUT`
   */
  readonly timeout?: Timeout | undefined;
  /**
   * How often the call tries at most, each time with a run of `change`, while others write the key between its read and its write.
   * @default 32
   */
  readonly attempts?: number | undefined;
}

/** Returns the new value for the old one, which is undefined if the key is missing. Returning undefined changes nothing. */
export type Change<T> = (value: T | undefined) => T | undefined | Promise<T | undefined>;

/** Changing values without losing concurrent writes. */
export interface UpdateCommands {
  /**
   * Reads a value, computes a new one with `change`, and stores it only if nobody has written the key in between (compare-and-set); otherwise
   * starts again after a random delay of up to 50 milliseconds. So no concurrent write is lost, whatever the number of processes. Calls of one
   * process for one key run one after the other.
   *
   * **`change` may run several times**, so it should only compute the value. It may mutate and return the object that it gets. It must not
   * write the same key itself.
   *
   * Redis: `GET`, then a script that compares and sets (`SET` with `NX` if the key is missing); O(1).
   * @param change gets the old value, undefined if the key is missing. May be async.
   * @param options a timeout alone, or an object.
   * @returns the stored value; undefined if `change` returned undefined.
   * @throws UpdateConflict (`ERR_CONFLICT`) if others wrote the key during every attempt.
   * @throws TypeError if `change` calls `update` for the same key.
   * @throws the error of `change`; nothing is stored then.
   * @throws ConnectionInterrupted (`ERR_REPLY`) if the key holds another Redis type.
   * @example
   * ```ts
   * await cache.update<string[]>("cart:1", (items = []) => [...items, "apple"]);
   * ```
   */
  update<T = unknown>(key: Key, change: Change<T>, options?: Timeout | UpdateOptions): Promise<T | undefined>;
}
