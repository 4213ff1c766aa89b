import type { Cache } from "./contracts/cache.js";
import type { CloseOptions, RawConnectionOptions } from "./contracts/client.js";
import type { CacheStats } from "./contracts/statistics.js";
import type { TypedCache } from "./contracts/typed-cache.js";
import { ImproperlyConfigured } from "./errors.js";
import { show } from "./messages/show.js";

/** The caches of the settings, by alias. */
export class Caches implements AsyncDisposable {
  /** What was taken of the settings and is likely not what they mean, or has no effect: each with its path and the reason. It has been logged. */
  readonly warnings: readonly string[];
  readonly #caches: ReadonlyMap<string, Cache>;

  constructor(caches: ReadonlyMap<string, Cache>, warnings: readonly string[] = []) {
    this.#caches = caches;
    this.warnings = warnings;
  }

  get aliases(): string[] {
    return [...this.#caches.keys()];
  }

  /** @throws ImproperlyConfigured for an alias that the settings do not have. */
  get(alias?: string): Cache;
  /** The same cache, typed by what is under its keys: ``caches.get<{ [key: `user:${number}`]: User }>()``. */
  get<Values extends object>(alias?: string): TypedCache<Values>;
  get(alias = "default"): Cache {
    const cache = this.#caches.get(alias);
    if (cache !== undefined) return cache;
    const message = `CACHES has no ${show(alias)}; there are ${this.aliases.join(", ")}`;
    throw new ImproperlyConfigured([{ path: "CACHES", code: "ERR_SETTING_MISSING", message }]);
  }

  /** What each cache has done since it was made, by alias. A `BACKEND` that has no `stats` is left out. */
  stats(): Record<string, CacheStats> {
    const counting = [...this.#caches].filter(([, cache]) => typeof cache.stats === "function");
    return Object.fromEntries(counting.map(([alias, cache]) => [alias, cache.stats()]));
  }

  /** Connects to every server of every cache and waits for its answer; rejects with the first failure. */
  async ready(): Promise<void> {
    await Promise.all([...this.#caches.values()].map((cache) => cache.client.ready()));
  }

  /**
   * The driver's own object, for commands that coffer does not have: no prefix, no encoding. It is shared: what blocks it
   * (`BLPOP`, `SUBSCRIBE`) blocks the cache, so give such commands a connection of their own (`duplicate()`).
   */
  async getRedisConnection(alias = "default", options?: RawConnectionOptions): Promise<unknown> {
    return this.get(alias).client.getRedisConnection(options);
  }

  /**
   * Refuses later calls at once (`ERR_CLOSED`), lets what is under way finish, and closes every connection. Resolves, or rejects, when all
   * of that is done.
   * @param options.timeout how long loaders of `getOrSet` and the work of `lock.using` are waited for; default 10 seconds, `null`: for as
   * long as they take.
   */
  async close(options: Pick<CloseOptions, "timeout"> = {}): Promise<void> {
    const all = { ...options, final: true };
    const closing = [...this.#caches.values()].map((cache) => cache.client.close(all));
    await Promise.allSettled(closing);
    await Promise.all(closing);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
