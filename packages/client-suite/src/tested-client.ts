import type { Cache, CacheSettings } from "@coffer/cache-core";
import type { ClientCapabilities } from "./client-capabilities.js";
import type { Raw } from "./client-context.js";

/** How to create a cache of the client under test, and what its servers can do. */
export interface TestedClient {
  /**
   * Creates a new cache of the client under test, always on the same database, which only the suite may use. `settings` overrides the settings of
   * the environment, and each of its OPTIONS separately, as `createCacheWith` does.
   */
  readonly createCache: (settings: Partial<CacheSettings>) => Cache | Promise<Cache>;
  /**
   * Sends a command without any cache, to inspect what is stored. With several servers, it goes to the server of the
   * key, and without a key to all servers, with the replies joined. Left out: cases that need it are skipped.
   */
  readonly raw?: Raw | undefined;
  /** Empties the database. Default: a cache's `clear()`. */
  readonly empty?: (() => Promise<unknown>) | undefined;
  /** A LOCATION that refuses connections. Default: port 1 of this machine. */
  readonly deadLocation?: string | readonly string[] | undefined;
  /** What the servers and the client can do. Default: see each capability. */
  readonly capabilities?: ClientCapabilities | undefined;
}
