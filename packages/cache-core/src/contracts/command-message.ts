/** Where a cache's data are, as far as its LOCATION says so. */
export interface ServerAddress {
  /** The number of the database, as text. */
  readonly database?: string;
  /** The host or the path of the socket; undefined for a cache with several servers. */
  readonly serverAddress?: string;
  /** Undefined where the URL has none. */
  readonly serverPort?: number;
}

/** What subscribers of `coffer:command` are given: one object for each command, the same from `start` to `asyncEnd`. */
export interface CommandMessage extends ServerAddress {
  /** The cache's name in the settings. */
  readonly alias: string;
  /** The name of the client's class. */
  readonly client: string;
  /** The method of the cache: `get`, `setMany`, `hset`, ..., or of a lock: `lock.acquire`, ... */
  readonly operation: string;
  /** What it was called with; for a lock, after its key. There are keys and values of the application in it. */
  readonly args: readonly unknown[];
  /** How many keys `getMany`, `setMany` and `deleteMany` were given; undefined for others, and for iterators. */
  readonly batchSize: number | undefined;
  /**
   * How many values were found, by `asyncEnd`: for `get`, `getWithTtl`, `pull` and `getMany`, and for a `getOrSet` with a loader, where 0 says that this call
   * ran it.
   */
  hits?: number;
  /** By `asyncEnd`, what the call resolves to. */
  result?: unknown;
  /** From `error` on, also where the settings ignore it. */
  error?: unknown;
  /** By `asyncEnd`, the first error without which `getOrSet`, `getMany` or `setMany` went on, since the settings ignore it. */
  ignored?: unknown;
  /**
   * May be set in `start`, by subscribers whose context is in no AsyncLocalStorage that they could bind: does the command as part of it.
   * A subscriber that finds it set calls it in turn.
   */
  within?: <T>(work: () => T) => T;
}
