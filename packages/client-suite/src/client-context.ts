import type { Cache, CacheSettings } from "@coffer/cache-core";

/** Sends a command to the server without any cache. Replies are strings or Buffers, numbers, lists or null. */
export type Raw = (command: string, ...args: (string | number | Buffer)[]) => Promise<unknown>;

/** What each case of the client suite receives. The database is empty, and every cache is closed after the case. */
export interface ClientContext {
  /** A cache with these settings. */
  readonly cache: Cache;
  /** Another cache on the same database. */
  create(settings?: Partial<CacheSettings>): Promise<Cache>;
  /** A cache whose server refuses connections. */
  createDead(settings?: Partial<CacheSettings>): Promise<Cache>;
  /** Only in cases that need `raw`. */
  readonly raw: Raw;
  /**
   * Asserts the remaining seconds of a key, allowing for the time a slow machine takes to ask. Without the capability
   * `exactExpiry` it only asserts a lower limit.
   */
  lives(key: string, seconds: number, cache?: Cache): Promise<void>;
  /** The number of commands that the server processed for `work`. Only in cases that need `commandCounts`. */
  commandsSentBy(work: () => unknown): Promise<number>;
}
