import { Worker } from "node:worker_threads";
import { startCluster, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, expect, test } from "vitest";

const THREADS = 3;
const KEYS = 4;
/** A wrong order occurs only by chance, which needs time. */
const MILLISECONDS = 10_000;
/**
 * The cluster must not fail over because a server on a busy machine gets no processor time for 2 seconds: the new
 * primary may lack an invalidation that the old one has acknowledged.
 */
const NO_FAILOVER = { "cluster-node-timeout": 60_000 };
const NEAR_CACHE = { MAX_LAG: 0.3 };

interface Outcome {
  readonly reads: number;
  readonly loads: number;
  readonly violations: readonly unknown[];
  /** Errors that were not thrown to a caller. */
  readonly errors: readonly string[];
  /** With the layer near. */
  readonly hits?: number;
}

const open: AsyncDisposable[] = [];
const location: Record<string, readonly string[]> = {};
beforeAll(async () => {
  const [server, one, two, cluster] = await Promise.all([
    startServer(),
    startServer(),
    startServer(),
    startCluster({ config: NO_FAILOVER }),
  ]);
  for (const each of [server, one, two, cluster]) open.push({ [Symbol.asyncDispose]: () => each.stop() });
  location.default = [server.url()];
  location.shard = [one.url(), two.url()];
  location.cluster = cluster.urls;
});
afterAll(() => Promise.all(open.map((each) => each[Symbol.asyncDispose]())));

const RACES: readonly (readonly [client: string, layers: string[]])[] = [
  ["default", ["near", "herd"]],
  ["cluster", []],
  ["default", []],
  ["default", ["herd"]],
  ["default", ["near"]],
  ["shard", []],
  ["cluster", ["herd"]],
  ["cluster", ["near"]],
];

test.each(RACES)(
  "no call that begins after an invalidation gets an older value: %s %j, evicted tags and tags that only the loader knows included",
  async (CLIENT_CLASS, LAYERS) => {
    const LOCATION = location[CLIENT_CLASS];
    const isNear = LAYERS.includes("near");
    // Threads that share two processors with others are late, which is not an error here.
    const TIMES = { SOCKET_TIMEOUT: 30, SOCKET_CONNECT_TIMEOUT: 30 };
    const OPTIONS = { CLIENT_CLASS, LAYERS, ...TIMES, ...(isNear ? { NEAR_CACHE } : {}) };
    const settings = { CACHES: { default: { LOCATION, OPTIONS } } };
    const workerData = {
      settings,
      shared: new SharedArrayBuffer(KEYS * 8),
      keys: KEYS,
      milliseconds: MILLISECONDS,
      evicts: true,
      lag: isNear ? NEAR_CACHE.MAX_LAG * 1000 : undefined,
    };
    const outcomes = await Promise.all(
      Array.from({ length: THREADS }, () => {
        const thread = new Worker(new URL("tag-race-thread.mjs", import.meta.url), { workerData });
        return new Promise<Outcome>((resolve, reject) =>
          thread.once("message", resolve).once("error", reject),
        );
      }),
    );
    expect(outcomes.flatMap(({ violations }) => violations)).toEqual([]);
    expect(outcomes.flatMap(({ errors }) => errors)).toEqual([]);
    // Checks that there was a race: values were found, and loaded again after they were lost.
    const sum = (name: "reads" | "loads" | "hits") =>
      outcomes.reduce((all, each) => all + (each[name] ?? 0), 0);
    expect(sum("loads")).toBeGreaterThan(0);
    expect(sum("reads")).toBeGreaterThan(sum("loads"));
    if (isNear) expect(sum("hits")).toBeGreaterThan(0);
  },
);
