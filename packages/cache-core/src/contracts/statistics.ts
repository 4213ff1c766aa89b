import type { NearStats } from "./near.js";

/** A histogram with cumulative buckets. */
export interface Distribution {
  readonly count: number;
  readonly sum: number;
  /** How many values were at most `le` (cumulative). `count` minus the last bucket's `count` were larger than its `le`. */
  readonly buckets: readonly { readonly le: number; readonly count: number }[];
}

/** The counts of a cache since it was created: `cache.stats()`. */
export interface CacheStats {
  /**
   * Values that were found, or not: by `get`, `getWithTtl` and `pull`, for each key of `getMany`, and by the read of `getOrSet`. `has` reads no
   * value. Reads that failed count as neither.
   */
  readonly hits: number;
  readonly misses: number;
  /** Values stored by `set`, `add`, `setMany`, `update` and `getOrSet`, without writes that `nx` or `xx` prevented. */
  readonly writes: number;
  /** Loaders of `getOrSet` that ran, and those that failed or took too long. */
  readonly loads: number;
  readonly loadErrors: number;
  /** Old values that `getOrSet` returned, for `stale` or `grace`. */
  readonly staleServed: number;
  /** Keys and commands that failed, and values that could not be read, ignored or not. */
  readonly errors: number;
  /** `errors` by the `code` of the error. */
  readonly errorCodes: Readonly<Record<string, number>>;
  /** Keys or commands per round trip to a server. A single command, or a script, is a batch of one. */
  readonly batches: Distribution;
  /** Seconds from sending a batch to its answer, without batches that failed. */
  readonly latency: Distribution;
  /** The statistics of the layer near; left out: the cache has none. */
  readonly near?: NearStats;
}

/** Where a client counts. A client that does not count has caches with zeros. */
export interface Counters {
  /** Counts a hit, or a miss if `value` is undefined, and returns it. A promise counts when it resolves. */
  countLookup<T>(value: T): T;
  /** Counts a write if `isStored`, and returns it. */
  countWrite(isStored: boolean): boolean;
  /** Counts a loader that ran. */
  countLoad(hasFailed: boolean): void;
  /** Counts an old value that was returned. */
  countStale(): void;
  /** Counts `times` errors of this kind. */
  countError(error: unknown, times?: number): void;
  /** Counts a batch of this many keys or commands that is sent now; returns the argument of `batchAnswered`. */
  batchSent(entries: number): number;
  /** Measures a batch that was answered; `countError` counts one that was not. */
  batchAnswered(sent: number): void;
  /** Set by the layer near. */
  near?: () => NearStats;
}
