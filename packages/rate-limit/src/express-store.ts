import type { Cache, Caches } from "@coffer/cache-core";
import { type Counted, type WindowCounter, windowCounter } from "@coffer/limits";
import { checkOptions, type RateLimitStoreOptions } from "./options.js";

/** How many hits a client has, and when they are reset. */
export interface HitCount {
  readonly totalHits: number;
  /** By the clock of this machine. */
  readonly resetTime: Date;
}

/**
 * A store for express-rate-limit: one for each limiter. Counts are shared by all processes. Every error reaches
 * express-rate-limit, whatever the cache's `IGNORE_EXCEPTIONS`: its `passOnStoreError` decides.
 */
export class ExpressStore {
  /** Tells express-rate-limit that other stores may count the same keys. */
  readonly localKeys = false;
  /** Tells express-rate-limit which stores do. */
  readonly prefix: string;
  readonly #caches: Caches | Cache;
  readonly #options: RateLimitStoreOptions;
  #counter: WindowCounter;

  /**
   * @param caches what `createCaches` resolves to, or one of its caches, which you close yourself.
   * @throws TypeError for anything else, and for invalid options; ImproperlyConfigured for an unknown alias.
   */
  constructor(caches: Caches | Cache, options: RateLimitStoreOptions) {
    this.#caches = caches;
    this.#options = checkOptions(options, "ExpressStore");
    this.#counter = windowCounter(caches, { ...options, every: "1m" });
    this.prefix = options.name;
  }

  /** Called by express-rate-limit before anything else. */
  init({ windowMs }: { readonly windowMs: number }): void {
    this.#counter = windowCounter(this.#caches, { ...this.#options, every: windowMs / 1000 });
  }

  /** @throws ConnectionInterrupted */
  async get(key: string): Promise<HitCount | undefined> {
    const counted = await this.#counter.read(key);
    return counted.left === 0 ? undefined : asHits(counted);
  }

  /** @throws ConnectionInterrupted */
  async increment(key: string): Promise<HitCount> {
    return asHits(await this.#counter.hit(key));
  }

  /** Takes a hit back; never below 0. @throws ConnectionInterrupted */
  async decrement(key: string): Promise<void> {
    await this.#counter.undo(key);
  }

  /** @throws ConnectionInterrupted */
  async resetKey(key: string): Promise<void> {
    await this.#counter.reset(key);
  }

  /** Resets all keys of this name. @throws ConnectionInterrupted */
  async resetAll(): Promise<void> {
    await this.#counter.resetAll();
  }
}

function asHits({ count, left }: Counted): HitCount {
  return { totalHits: count, resetTime: new Date(Date.now() + left) };
}
