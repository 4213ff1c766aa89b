import type { VersionOption } from "./key.js";
import type { MakeKeyOptions } from "./values.js";

/** Options of `iterKeys`. */
export interface IterKeysOptions extends VersionOption {
  /**
   * How many keys the server looks at per page (`COUNT` of `SCAN`), at least 1.
   * @default `SCAN_ITERSIZE`
   */
  readonly itersize?: number | undefined;
}

/** Options of `deletePattern`. */
export interface DeletePatternOptions extends IterKeysOptions, MakeKeyOptions {
  /** Called after each batch with the number of keys deleted so far. */
  readonly onProgress?: ((deleted: number) => void) | undefined;
  /** Stops between two batches; the promise rejects with the reason of the signal. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Finding keys by a glob pattern: `*`, `?`, `[a-c]`, backslash to escape. The pattern matches the key alone: glob characters in the prefix and
 * the version have no effect. The methods read pages with `SCAN`, so other commands run in between; only `clear` without a `KEY_PREFIX` sends
 * a command that blocks the server, `FLUSHDB`.
 */
export interface ScanCommands {
  /**
   * Collects the keys that match a pattern, in memory. Use `iterKeys` for many keys.
   *
   * Redis: `SCAN` on every server, O(N) for N keys in the database.
   * @returns the keys without prefix and version, each once, in no order.
   * @throws TypeError if the pattern is not a string, or if no pattern can find the keys of the `KEY_FUNCTION`, such as hashes.
   */
  keys(pattern: string, options?: VersionOption): Promise<string[]>;

  /**
   * Iterates over the keys that match a pattern, page by page and in constant memory. A key may come twice while the server resizes
   * its tables.
   *
   * Redis: `SCAN` on every server, O(N) for N keys in the database.
   * @returns the keys without prefix and version, in no order.
   * @throws as `keys` does. If a server fails, returns the keys of the other servers before it throws.
   * @example
   * ```ts
   * for await (const key of cache.iterKeys("user:*")) console.log(key);
   * ```
   */
  iterKeys(pattern: string, options?: IterKeysOptions): AsyncIterable<string>;

  /**
   * Deletes the keys that match a pattern, in batches. Keys that this process writes after the call are kept; keys that other processes
   * write meanwhile may be deleted too.
   *
   * Redis: `SCAN` and `UNLINK` on every server, O(N) for N keys in the database.
   * @returns how many keys were deleted.
   * @throws as `keys` does; the reason of `signal` if it is aborted.
   * @example
   * ```ts
   * const deleted = await cache.deletePattern("session:*");
   * ```
   */
  deletePattern(pattern: string, options?: DeletePatternOptions): Promise<number>;

  /**
   * Deletes all keys of the cache. With a `KEY_PREFIX` these are the keys of the prefix, in every version (a number, or the cache's own);
   * **without one it empties the whole database**.
   *
   * Redis: `SCAN` and `UNLINK` on every server; without a prefix `FLUSHDB`. O(N) for N keys in the database.
   * @throws TypeError if it gets an argument, or with a prefix if no pattern can find the keys of the `KEY_FUNCTION`.
   */
  clear(): Promise<void>;
}
