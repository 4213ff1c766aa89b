import type { NearStats } from "./near.js";

/** A histogram with cumulative buckets. */
export interface Distribution {
  /** How many values were measured. */
  readonly count: number;
  /** The sum of the values. */
  readonly sum: number;
  /** How many values were at most `le` (cumulative). `count` minus the last bucket's `count` were larger than its `le`. */
  readonly buckets: readonly { readonly le: number; readonly count: number }[];
}

/** The counts of a cache since it was created: `cache.stats()`. */
export interface CacheStats {
  /**
   * Values that were found by `get`, `getWithTtl`, `pull`, `getMany` (each key) and the read of `getOrSet`. `has` does not count, since it reads
   * no value.
   */
  readonly hits: number;
  /** Values that the same commands did not find. Reads that failed count neither as hits nor as misses. */
  readonly misses: number;
  /** Values stored by `set`, `add`, `setMany`, `update` and `getOrSet`, without writes that `nx` or `xx` prevented. */
  readonly writes: number;
  /** Loaders of `getOrSet` that ran. */
  readonly loads: number;
  /** Loaders of `getOrSet` that failed, or exceeded `hardTimeout`. */
  readonly loadErrors: number;
  /** Old values that `getOrSet` returned, for `stale` or `grace`. */
  readonly staleServed: number;
  /** Keys and commands that failed, and values that could not be read, whether the error was ignored or not. */
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

/** Counts what a client does, for `cache.stats()`. If a client does not call it, the statistics stay 0. */
export interface Counters {
  /** Counts a hit, or a miss if `value` is undefined, and returns it. A promise counts when it resolves. */
  countLookup<T>(value: T): T;
  /** Counts a write if `isStored`, and returns `isStored`. */
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
  /** Returns the statistics of the layer near, which sets this function. */
  near?: () => NearStats;
}
