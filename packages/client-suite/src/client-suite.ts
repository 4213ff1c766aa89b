import type { Cache, CacheSettings } from "@coffer/cache-core";
import { runSuite, type SuiteOptions } from "@coffer/plugin-kit/suite";
import { aroundCase } from "./around-case.js";
import type { ClientCapabilities } from "./client-capabilities.js";
import type { Raw } from "./client-context.js";
import { clientGroups } from "./client-groups.js";
import { missingCapabilities } from "./missing-capabilities.js";
import { ServerGate } from "./server-gate.js";

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

export interface ClientSuiteOptions extends SuiteOptions, TestedClient {}

/** What every cache has to do, whichever client carries it out. Every case runs on an empty database. */
export function clientSuite(options: ClientSuiteOptions): void {
  const gate = new ServerGate();
  runSuite(options, {
    name: "a cache",
    groups: clientGroups,
    lacks: missingCapabilities(options.capabilities ?? {}, options.raw !== undefined),
    around: (run) => aroundCase(options, gate, run),
  });
}
