/** The server of a cache, as far as its LOCATION names it. */
export interface ServerAddress {
  /** The number of the database, as text. */
  readonly database?: string;
  /** The host or the path of the socket; undefined for a cache with several servers. */
  readonly serverAddress?: string;
  /** The port; undefined if the URL has none. */
  readonly serverPort?: number;
}

/**
 * The message on the diagnostics channel `coffer:command`: one object for each command, the same from the event `start` to `asyncEnd`.
 */
export interface CommandMessage extends ServerAddress {
  /** The cache's name in the settings. */
  readonly alias: string;
  /** The name of the client's class. */
  readonly client: string;
  /** The method of the cache: `get`, `setMany`, `hset`, ..., or of a lock: `lock.acquire`, ... */
  readonly operation: string;
  /** The arguments of the call, without the key of a lock. They contain keys and values of the application. */
  readonly args: readonly unknown[];
  /** The number of keys of `getMany`, `setMany` and `deleteMany`; undefined for others, and for iterators. */
  readonly batchSize: number | undefined;
  /**
   * How many values were found, set before `asyncEnd`: for `get`, `getWithTtl`, `pull` and `getMany`, and for a `getOrSet`
   * with a loader, where 0 means that this call ran the loader.
   */
  hits?: number;
  /** The result of the call, set before `asyncEnd`. */
  result?: unknown;
  /** The error of the call, set before the event `error`, also if the settings ignore it. */
  error?: unknown;
  /** The first ignored error after which `getOrSet`, `getMany` or `setMany` continued, set before `asyncEnd`. */
  ignored?: unknown;
  /**
   * Runs the command in a context. A subscriber may set it in `start` if it cannot bind its context to the channel as an AsyncLocalStorage. If
   * another subscriber has set it already, the new function must call the old one.
   */
  within?: <T>(work: () => T) => T;
}
