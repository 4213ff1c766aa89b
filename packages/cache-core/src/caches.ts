import type { Cache } from "./contracts/cache.js";
import type { CloseOptions, RawConnectionOptions } from "./contracts/client.js";
import type { CacheStats } from "./contracts/statistics.js";
import type { TypedCache } from "./contracts/typed-cache.js";
import { ImproperlyConfigured } from "./errors.js";
import { show } from "./messages/show.js";

/** The caches of the settings, by alias. */
export class Caches implements AsyncDisposable {
  /** Settings without effect, or probably with another effect than intended: each with its path and the reason. coffer has logged them. */
  readonly warnings: readonly string[];
  readonly #caches: ReadonlyMap<string, Cache>;

  constructor(caches: ReadonlyMap<string, Cache>, warnings: readonly string[] = []) {
    this.#caches = caches;
    this.warnings = warnings;
  }

  /** The names of the caches, in the order of the settings. */
  get aliases(): string[] {
    return [...this.#caches.keys()];
  }

  /**
   * Returns a cache. Sends nothing.
   * @param alias its name in the settings; default: `"default"`.
   * @throws ImproperlyConfigured if the settings have no such cache.
   * @example
   * ```ts
   * const sessions = caches.get("sessions");
   * ```
   */
  get(alias?: string): Cache;
  /**
   * Returns a cache whose values are typed by their keys. Sends nothing.
   * @example
   * ```ts
   * const cache = caches.get<{ config: { theme: string }; [key: `user:${number}`]: { name: string } }>();
   * ```
   */
  get<Values extends object>(alias?: string): TypedCache<Values>;
  get(alias = "default"): unknown {
    const cache = this.#caches.get(alias);
    if (cache !== undefined) return cache;
    const message = `CACHES has no ${show(alias)}; there are ${this.aliases.join(", ")}`;
    throw new ImproperlyConfigured([{ path: "CACHES", code: "ERR_SETTING_MISSING", message }]);
  }

  /**
   * Returns the counts of each cache since it was created, by alias. Sends nothing.
   * @returns an object without the caches whose `BACKEND` has no `stats`.
   */
  stats(): Record<string, CacheStats> {
    const counting = [...this.#caches].filter(([, cache]) => typeof cache.stats === "function");
    return Object.fromEntries(counting.map(([alias, cache]) => [alias, cache.stats()]));
  }

  /**
   * Connects to every server of every cache and waits for its answer.
   *
   * Redis: `PING`, O(1) per server.
   * @throws ConnectionInterrupted for the first server that does not answer.
   */
  async ready(): Promise<void> {
    await Promise.all([...this.#caches.values()].map((cache) => cache.client.ready()));
  }

  /**
   * Connects and returns the driver's own object, such as the ioredis client, for commands that coffer does not have. It adds no prefix
   * and encodes nothing. The cache uses the same object: for commands that block or subscribe (`BLPOP`, `SUBSCRIBE`) open another
   * connection (`duplicate()`).
   * @param alias the name of the cache in the settings; default: `"default"`.
   * @param options which connection, for caches with several servers.
   * @throws ImproperlyConfigured if the settings have no such cache; ConnectionInterrupted if the server cannot be reached.
   */
  async getRedisConnection(alias = "default", options?: RawConnectionOptions): Promise<unknown> {
    return this.get(alias).client.getRedisConnection(options);
  }

  /**
   * Closes every cache for good: rejects later calls (`ERR_CLOSED`), waits for running calls, and closes the connections.
   * @param options.timeout how long to wait for loaders of `getOrSet` and the work of `lock.using`; default: 10 seconds; `null`: until they end.
   * @throws the first error of closing, once every cache is closed.
   */
  async close(options: Pick<CloseOptions, "timeout"> = {}): Promise<void> {
    const all = { ...options, final: true };
    const closing = [...this.#caches.values()].map((cache) => cache.client.close(all));
    await Promise.allSettled(closing);
    await Promise.all(closing);
  }

  /** `close()`, at the end of a block with `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
