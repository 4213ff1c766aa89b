import type { Cache, CacheSettings } from "@coffer/cache-core";
import type { ClientCapabilities } from "./client-capabilities.js";
import type { Raw } from "./client-context.js";

/** How to make a cache of the client to test, and what its servers can do. */
export interface TestedClient {
  /**
   * Makes a cache of the client to test, each time a new one on the same database, which is the suite's alone. What
   * `settings` has comes before what the environment needs, OPTIONS by OPTIONS; `createCacheWith` does that.
   */
  readonly createCache: (settings: Partial<CacheSettings>) => Cache | Promise<Cache>;
  /**
   * Sends a command past every cache, to look at what is stored; where the keys are on several servers, to that of the key, and one
   * without a key to all, whose replies it joins. Left out: the cases that need it are skipped.
   */
  readonly raw?: Raw | undefined;
  /** Empties the database. Default: a cache's `clear()`. */
  readonly empty?: (() => Promise<unknown>) | undefined;
  /** A LOCATION that refuses connections. Default: port 1 of this machine. */
  readonly deadLocation?: string | readonly string[] | undefined;
  readonly capabilities?: ClientCapabilities | undefined;
}
