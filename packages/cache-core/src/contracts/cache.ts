import type { BatchCommands } from "./batch.js";
import type { Client } from "./client.js";
import type { Commands } from "./commands.js";
import type { Key, VersionOption } from "./key.js";
import type { CacheStats } from "./statistics.js";
import type { WrapCommands } from "./wrap.js";

/** One cache of the settings: every command, with the error policy of the settings (`IGNORE_EXCEPTIONS`). */
export interface Cache extends Commands, WrapCommands, BatchCommands, AsyncDisposable {
  /** The name of the cache in the settings. */
  readonly alias: string;
  /** The commands without the error policy: every error reaches the caller. */
  readonly client: Client;

  /**
   * Reads the value of a key. A key that holds another Redis type (a set, a hash) counts as missing. Options come third, since a fallback may
   * be any object: `get(key, undefined, { version: 2 })`.
   *
   * Redis: `GET`, or one `MGET` for all reads of the same turn of the event loop; O(1) per key.
   * @param fallback returned if the key is missing, and while errors are ignored.
   * @returns the value, or `fallback` (`undefined` if left out).
   * @throws SerializerError, CompressorError or CipherError if the stored bytes cannot be read.
   * @example
   * ```ts
   * const user = await cache.get<{ name: string }>("user:1");
   * const theme = await cache.get("theme", "light");
   * ```
   */
  get<T = unknown>(key: Key, fallback?: undefined, options?: VersionOption): Promise<T | undefined>;
  get<T = unknown>(key: Key, fallback: null, options?: VersionOption): Promise<T | null>;
  get<T>(key: Key, fallback: T, options?: VersionOption): Promise<T>;
  get<T, F>(key: Key, fallback: F, options?: VersionOption): Promise<T | F>;

  /**
   * Reads and deletes a key in one step: if several callers pull a key, one of them gets the value. A value that cannot be read is an
   * error and is deleted all the same. A key that holds another Redis type counts as missing and is kept.
   *
   * Redis: `GETDEL`, O(1); a script on servers before 6.2.
   * @param fallback returned if the key is missing, and while errors are ignored.
   * @returns the value, or `fallback` (`undefined` if left out).
   * @throws SerializerError, CompressorError or CipherError if the stored bytes cannot be read.
   */
  pull<T = unknown>(key: Key, fallback?: undefined, options?: VersionOption): Promise<T | undefined>;
  pull<T = unknown>(key: Key, fallback: null, options?: VersionOption): Promise<T | null>;
  pull<T>(key: Key, fallback: T, options?: VersionOption): Promise<T>;
  pull<T, F>(key: Key, fallback: F, options?: VersionOption): Promise<T | F>;

  /** Returns counts since the cache was created: hits, misses, writes, loads, errors, latencies. Sends nothing. */
  stats(): CacheStats;

  /**
   * Ends a unit of work, such as a request: closes the connections if `CLOSE_CONNECTION` is set, otherwise does nothing. Use `caches.close()`
   * when the process ends.
   */
  close(): Promise<void>;

  /** Closes the cache for good, at the end of a block with `await using`. Later calls reject with `ERR_CLOSED`. */
  [Symbol.asyncDispose](): Promise<void>;
}
