/** A histogram with cumulative buckets. */
export interface Distribution {
  readonly count: number;
  readonly sum: number;
  /** How many were at most `le`, smaller ones included; larger than the last there are `count` less its `count`. */
  readonly buckets: readonly { readonly le: number; readonly count: number }[];
}

/** What a cache has done since it was made: `caches.stats()`. */
export interface CacheStats {
  /**
   * Values that were asked for and found, or not: by `get`, for each key of `getMany`, and when `getOrSet` looks. `has` asks for no
   * value. What failed or could not be read is neither.
   */
  readonly hits: number;
  readonly misses: number;
  /** Values stored by `set`, `add`, `setMany` and `getOrSet`. What `nx` or `xx` prevented is none. */
  readonly writes: number;
  /** Keys and commands that a server did not answer or refused, and values that could not be read; ignored or not. */
  readonly errors: number;
  /** The same by the error's `code`. */
  readonly errorCodes: Readonly<Record<string, number>>;
  /** How many keys or commands went in one round trip to a server. A command that travels alone, or a script, is a batch of one. */
  readonly batches: Distribution;
  /** How long the answers to these took, in seconds. Batches that failed are left out. */
  readonly latency: Distribution;
}

/** Where a client counts. One that does not need not: its caches have zeros. */
export interface Counters {
  /** Counts a hit, or a miss where `value` is undefined, and gives it back. A promise counts when it resolves. */
  countLookup<T>(value: T): T;
  /** Counts a value that was stored, if it was. */
  countWrite(isStored: boolean): boolean;
  /** Counts `times` errors of this kind. */
  countError(error: unknown, times?: number): void;
  /** Counts a batch sent to a server with so many keys or commands, which leaves now; returns what `batchAnswered` takes. */
  batchSent(entries: number): number;
  /** Measures a batch that has been answered; one that was not is counted by `countError`. */
  batchAnswered(sent: number): void;
}
