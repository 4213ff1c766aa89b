import type { Cache, Caches } from "@coffer/cache-core";
import { type Counted, type WindowCounter, windowCounter } from "@coffer/limits";
import { checkOptions, type RateLimitStoreOptions } from "./options.js";

/** How many hits a client has, and when they are reset. */
export interface HitCount {
  /** The hits in the window. */
  readonly totalHits: number;
  /** When the window ends, by the clock of this machine. */
  readonly resetTime: Date;
}

/**
 * A store for express-rate-limit. Create one for each limiter. All processes share the counts. Every error reaches express-rate-limit, even if
 * the cache has `IGNORE_EXCEPTIONS`: its option `passOnStoreError` decides.
 */
export class ExpressStore {
  /** For express-rate-limit: other stores, in other processes, count the same keys. */
  readonly localKeys = false;
  /** For express-rate-limit: stores with the same prefix count the same keys. */
  readonly prefix: string;
  readonly #caches: Caches | Cache;
  readonly #options: RateLimitStoreOptions;
  #counter: WindowCounter;

  /**
   * @param caches what `createCaches` resolves to, or one of its caches. You close them yourself.
   * @throws TypeError for other values and for invalid options; ImproperlyConfigured for an unknown alias.
   */
  constructor(caches: Caches | Cache, options: RateLimitStoreOptions) {
    this.#caches = caches;
    this.#options = checkOptions(options, "ExpressStore");
    this.#counter = windowCounter(caches, { ...options, every: "1m" });
    this.prefix = options.name;
  }

  /** Sets the length of the window, in milliseconds. express-rate-limit calls it first. */
  init({ windowMs }: { readonly windowMs: number }): void {
    this.#counter = windowCounter(this.#caches, { ...this.#options, every: windowMs / 1000 });
  }

  /**
   * Reads the hits of a key; undefined if it has no window.
   * @throws ConnectionInterrupted if Redis is unreachable.
   */
  async get(key: string): Promise<HitCount | undefined> {
    const counted = await this.#counter.read(key);
    return counted.left === 0 ? undefined : asHits(counted);
  }

  /**
   * Counts a hit of a key.
   * @throws ConnectionInterrupted if Redis is unreachable.
   */
  async increment(key: string): Promise<HitCount> {
    return asHits(await this.#counter.hit(key));
  }

  /**
   * Subtracts a hit of a key, unless it has none.
   * @throws ConnectionInterrupted if Redis is unreachable.
   */
  async decrement(key: string): Promise<void> {
    await this.#counter.undo(key);
  }

  /**
   * Ends the window of a key.
   * @throws ConnectionInterrupted if Redis is unreachable.
   */
  async resetKey(key: string): Promise<void> {
    await this.#counter.reset(key);
  }

  /**
   * Ends the windows of all keys of this name.
   * @throws ConnectionInterrupted if Redis is unreachable.
   */
  async resetAll(): Promise<void> {
    await this.#counter.resetAll();
  }
}

function asHits({ count, left }: Counted): HitCount {
  return { totalHits: count, resetTime: new Date(Date.now() + left) };
}
