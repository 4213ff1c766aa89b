import type { Cache, CacheSettings } from "@coffer/cache-core";

/** A command sent to the server past every cache; replies are strings or Buffers, numbers, lists or null. */
export type Raw = (command: string, ...args: (string | number | Buffer)[]) => Promise<unknown>;

/** What each case of the client suite is given. The database is empty, and every cache is closed after the case. */
export interface ClientContext {
  /** A cache with the settings as they are. */
  readonly cache: Cache;
  /** Another one on the same database. */
  create(settings?: Partial<CacheSettings>): Promise<Cache>;
  /** One whose server refuses connections. */
  createDead(settings?: Partial<CacheSettings>): Promise<Cache>;
  /** Only in cases that need `raw`. */
  readonly raw: Raw;
  /**
   * Asserts how many seconds a key has left, less what a busy machine takes to ask, or, without the capability `exactExpiry`, that it has
   * no fewer.
   */
  lives(key: string, seconds: number, cache?: Cache): Promise<void>;
  /** How many commands the server processed on behalf of `work`. Only in cases that need `commandCounts`. */
  commandsSentBy(work: () => unknown): Promise<number>;
}
