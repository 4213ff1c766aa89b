/** The server of a cache, as far as its LOCATION names it. */
export interface ServerAddress {
  /** The number of the database, as text. */
  readonly database?: string;
  /** The host or the path of the socket; undefined for a cache with several servers. */
  readonly serverAddress?: string;
  /** Undefined if the URL has none. */
  readonly serverPort?: number;
}

/**
 * The message that subscribers of `coffer:command` receive: one object for each command, the same from `start` to
 * `asyncEnd`.
 */
export interface CommandMessage extends ServerAddress {
  /** The cache's name in the settings. */
  readonly alias: string;
  /** The name of the client's class. */
  readonly client: string;
  /** The method of the cache: `get`, `setMany`, `hset`, ..., or of a lock: `lock.acquire`, ... */
  readonly operation: string;
  /** Its arguments; for a lock, those after its key. They contain keys and values of the application. */
  readonly args: readonly unknown[];
  /** The number of keys of `getMany`, `setMany` and `deleteMany`; undefined for others, and for iterators. */
  readonly batchSize: number | undefined;
  /**
   * How many values were found, by `asyncEnd`: for `get`, `getWithTtl`, `pull` and `getMany`, and for a `getOrSet`
   * with a loader, where 0 means that this call ran it.
   */
  hits?: number;
  /** By `asyncEnd`, what the call resolves to. */
  result?: unknown;
  /** From `error` on, also if the settings ignore it. */
  error?: unknown;
  /** By `asyncEnd`, the first ignored error after which `getOrSet`, `getMany` or `setMany` went on. */
  ignored?: unknown;
  /**
   * A subscriber may set it in `start` if its context is not in an AsyncLocalStorage that it could bind: it runs the
   * command within that context. A subscriber that finds it set must call it in turn.
   */
  within?: <T>(work: () => T) => T;
}
