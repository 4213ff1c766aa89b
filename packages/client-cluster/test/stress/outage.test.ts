import type { Cache } from "@coffer/cache-core";
import { type Cluster, eventually, type RedisServer, startCluster } from "@coffer-internal/servers";
import { describe, expect, it } from "vitest";
import { openCache } from "../open-cache.js";
import { serverOf } from "../raw.js";
import { DRIVERS, ROUTED } from "../settings.js";

const KEYS: readonly string[] = Array.from({ length: 60 }, (_, n) => `k${n}`);
const ENTRIES: ReadonlyMap<string, string> = new Map(KEYS.map((key) => [key, key]));

/** The keys of one primary, and those of the others. */
async function keysOf(cluster: Cluster, master: RedisServer): Promise<[its: string[], others: string[]]> {
  const its: string[] = [];
  const others: string[] = [];
  for (const key of KEYS) ((await serverOf(cluster, `:1:${key}`)) === master ? its : others).push(key);
  return [its, others];
}

/** The code of a call's error, and its duration. */
async function failure(work: Promise<unknown>): Promise<{ code: string | undefined; took: number }> {
  const started = performance.now();
  const code = await work.then(
    () => undefined,
    (error: { code?: string }) => error.code ?? String(error),
  );
  return { code, took: performance.now() - started };
}

const TIMEOUTS = { SOCKET_TIMEOUT: 2.5, SOCKET_CONNECT_TIMEOUT: 2.5 };
/** Milliseconds. No call limited by TIMEOUTS takes longer, even on a busy machine. */
const LATE = 20_000;
const INCOMPLETE = { "cluster-require-full-coverage": "no", "cluster-node-timeout": 15_000 };

describe.each(ROUTED)("on %s", (driver) => {
  it("a primary that hangs delays its own keys only, by at most SOCKET_TIMEOUT", async () => {
    await using cluster = await startCluster({ replicas: 0, config: INCOMPLETE });
    const cache = await openCache(cluster, { ...DRIVERS[driver], ...TIMEOUTS });
    const ignoring = await openCache(cluster, { ...DRIVERS[driver], ...TIMEOUTS, IGNORE_EXCEPTIONS: true });
    await eventually(async () => expect(await cache.setMany(ENTRIES)).toEqual([]));
    await eventually(async () => expect(await ignoring.getMany(KEYS)).toEqual(ENTRIES));
    const victim = cluster.masters[1] as RedisServer;
    const [its, others] = await keysOf(cluster, victim);
    await victim.freeze();

    // In one turn, so that a batch for the whole cluster would be noticed.
    let ended = 0;
    const slow = its.map((key) => failure(cache.get(key)).finally(() => ended++));
    expect(await Promise.all(others.map((key) => cache.get(key)))).toEqual(others);
    expect(ended).toBe(0);
    for (const { code, took } of await Promise.all(slow)) {
      expect(code).toBe("ERR_TIMEOUT");
      expect(took).toBeLessThan(LATE);
    }
    expect((await failure(cache.getMany(KEYS))).took).toBeLessThan(LATE);
    expect(await ignoring.getMany(KEYS)).toEqual(new Map(others.map((key) => [key, key])));
    expect([...(await cache.setMany(ENTRIES))].sort()).toEqual([...its].sort());
    expect((await failure(cache.keys("*"))).code).toBeDefined();
    // By now it is known to be unreachable.
    expect((await failure(cache.get(its[0] as string))).code).toBe("ERR_UNREACHABLE");

    victim.thaw();
    await eventually(async () => expect(await cache.setMany(ENTRIES)).toEqual([]));
    await eventually(async () => expect(new Set(await cache.keys("*"))).toEqual(new Set(KEYS)));
  });

  it("calls fail at once while the whole cluster is unreachable, and succeed when it is back", async () => {
    await using cluster = await startCluster({ replicas: 0, persistent: true });
    const cache = await openCache(cluster, { ...DRIVERS[driver], ...TIMEOUTS });
    await eventually(async () => expect(await cache.setMany(ENTRIES)).toEqual([]));
    const late = await openCache(cluster, { ...DRIVERS[driver], ...TIMEOUTS });
    await Promise.all(cluster.servers.map((server) => server.kill()));
    const known = async (of: Cache) => {
      await eventually(async () => expect((await failure(of.get("k0"))).code).toBe("ERR_UNREACHABLE"));
      const started = performance.now();
      const outcomes = await Promise.all(KEYS.map((key) => failure(of.set(key, 1))));
      expect(new Set(outcomes.map(({ code }) => code))).toEqual(new Set(["ERR_UNREACHABLE"]));
      expect(performance.now() - started).toBeLessThan(LATE);
    };
    // One cache had discovered the cluster before, the other had not.
    await known(cache);
    await known(late);

    await Promise.all(cluster.servers.map((server) => server.restart()));
    for (const each of [cache, late]) {
      await eventually(async () => expect(await each.getMany(KEYS)).toEqual(ENTRIES), { deadline: 60_000 });
    }
  });

  it("reads continue on the primaries if the replicas are lost", async () => {
    await using cluster = await startCluster();
    const cache = await openCache(cluster, { ...DRIVERS[driver], ...TIMEOUTS, READ_FROM_REPLICAS: true });
    await eventually(async () => expect(await cache.setMany(ENTRIES)).toEqual([]));
    // Until the replicas have them.
    await eventually(async () => expect(await cache.getMany(KEYS)).toEqual(ENTRIES));
    const [killed, hanging] = cluster.replicas as [RedisServer, RedisServer];
    await killed.kill();
    await hanging.freeze();
    const outcomes = await Promise.all(KEYS.map((key) => failure(cache.get(key))));
    expect(Math.max(...outcomes.map(({ took }) => took))).toBeLessThan(LATE);
    // By now the replicas are known to be unreachable, and reads go to the primaries.
    for (let n = 0; n < 5; n++) expect(await cache.getMany(KEYS)).toEqual(ENTRIES);
    expect(await cache.keys("*")).toHaveLength(KEYS.length);
  });

  it("hanging seeds do not prevent the discovery of the cluster", async () => {
    await using cluster = await startCluster({ replicas: 0, config: INCOMPLETE });
    const [hanging, live] = cluster.masters as [RedisServer, RedisServer];
    const [, others] = await keysOf(cluster, hanging);
    await hanging.freeze();
    // The order of the seeds is random.
    for (let n = 0; n < 5; n++) {
      const cache = await openCache(
        { urls: [hanging.url(), live.url()] },
        { ...DRIVERS[driver], SOCKET_TIMEOUT: 10 },
      );
      expect(await Promise.all(others.map((key) => cache.set(key, n)))).toEqual(others.map(() => true));
    }
  });
});
