import type { Cache, Caches } from "@coffer/cache-core";
import { type Counted, type HitOptions, type WindowCounter, windowCounter } from "@coffer/limits";
import { checkOptions, type RateLimitStoreOptions } from "./options.js";

type Callback = (error: Error | null, result?: { current: number; ttl: number }) => void;

/** The options with which @fastify/rate-limit creates a store: its own, or those of a route merged into them. */
interface FastifyOptions {
  readonly continueExceeding?: boolean | undefined;
  readonly exponentialBackoff?: boolean | undefined;
  readonly routeInfo?: { readonly method?: unknown; readonly url?: unknown } | undefined;
}

/** The interface of @fastify/rate-limit. Times are milliseconds. */
export interface FastifyRateLimitStore {
  /** Counts a hit of a key. */
  incr(key: string, callback: Callback, timeWindow: number, max: number): void;
  /** Reads the hits of a key without counting one. */
  read(key: string, callback: Callback): void;
  /** Creates the store of a route with its own limits. */
  child(options: object): FastifyRateLimitStore;
}

/** The type of the option `store` of @fastify/rate-limit. */
export type FastifyStoreClass = new (options: object) => FastifyRateLimitStore;

/**
 * Returns a class of stores for @fastify/rate-limit: `register(rateLimit, { store: fastifyStore(caches, { name: "api" }) })`. All processes
 * share the counts; a route with its own limits has its own counts. Every error reaches @fastify/rate-limit, even if the cache has
 * `IGNORE_EXCEPTIONS`: its option `skipOnError` decides.
 * @param caches what `createCaches` resolves to, or one of its caches. You close them yourself.
 * @throws TypeError for other values and for invalid options; ImproperlyConfigured for an unknown alias.
 */
export function fastifyStore(caches: Caches | Cache, options: RateLimitStoreOptions): FastifyStoreClass {
  const counter = counterOf(caches, checkOptions(options, "fastifyStore"));
  return class extends FastifyStore {
    constructor(given: FastifyOptions) {
      super(counter, given, (own) => counterOf(caches, { ...options, name: `${options.name} ${own}` }));
    }
  };
}

/** Each hit passes the length of its window. */
function counterOf(caches: Caches | Cache, options: RateLimitStoreOptions): WindowCounter {
  return windowCounter(caches, { ...options, every: "1m" });
}

class FastifyStore implements FastifyRateLimitStore {
  readonly #counter: WindowCounter;
  readonly #beyond: NonNullable<HitOptions["beyond"]>;
  readonly #counterFor: (route: string) => WindowCounter;

  constructor(
    counter: WindowCounter,
    { continueExceeding, exponentialBackoff }: FastifyOptions,
    counterFor: (route: string) => WindowCounter,
  ) {
    this.#counter = counter;
    this.#beyond = continueExceeding ? "restart" : exponentialBackoff ? "double" : "keep";
    this.#counterFor = counterFor;
  }

  incr(key: string, callback: Callback, timeWindow: number, max: number): void {
    // A function of the user may have returned any number.
    const every = Math.max(1, timeWindow) / 1000;
    const limit = Math.min(Math.max(0, Math.trunc(max)), Number.MAX_SAFE_INTEGER);
    answer(this.#counter.hit(key, { every, limit, beyond: this.#beyond }), callback);
  }

  read(key: string, callback: Callback): void {
    answer(this.#counter.read(key), callback);
  }

  child(options: FastifyOptions): FastifyRateLimitStore {
    const { method, url } = options.routeInfo ?? {};
    return new FastifyStore(this.#counterFor(`${method ?? ""} ${url ?? ""}`), options, this.#counterFor);
  }
}

function answer(counted: Promise<Counted>, callback: Callback): void {
  counted.then(
    ({ count, left }) => callback(null, { current: count, ttl: left }),
    (error: Error) => callback(error),
  );
}
