import { type Cluster, type RedisServer, startCluster, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCache } from "../open-cache.js";
import { rawOf, serverOf } from "../raw.js";
import { DRIVERS, ROUTED } from "../settings.js";
import { SteadyStream } from "../steady-stream.js";

// Moving slots must not be visible to a cache.
let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({ replicas: 0 });
});
afterAll(() => cluster.stop());

/** Moving a slot takes seconds on a busy machine, and a command on several keys waits for it. */
const PATIENT = { SOCKET_TIMEOUT: 60, SOCKET_CONNECT_TIMEOUT: 60 };

/** A primary that does not have the slot. */
const otherThan = async (slot: number): Promise<RedisServer> => {
  const source = await cluster.masterOf(slot);
  return cluster.masters.find((server) => server !== source) as RedisServer;
};

describe.each(ROUTED)("while slots move, on %s,", (driver) => {
  it("every command finds its key when half of the slot's keys have moved", async () => {
    const cache = await openCache(cluster, { ...DRIVERS[driver], ...PATIENT });
    await cache.clear();
    const slot = await cluster.slotOf("{tag}");
    const keys = Array.from({ length: 100 }, (_, n) => `{tag}${n}`);
    const entries = new Map(keys.map((key, n) => [key, n]));
    const [first, last] = ["{tag}0", "{tag}99"];
    await cache.setMany(entries);
    await cache.sadd("{tag}s", 1, 2);
    let halves = 0;
    await cluster.moveSlot(slot, await otherThan(slot), async () => {
      const source = await cluster.masterOf(slot);
      halves = Number(await source.command("CLUSTER", "COUNTKEYSINSLOT", slot));
      expect(await cache.getMany([...keys, "{tag}missing"])).toEqual(entries);
      expect(await Promise.all(keys.map((key) => cache.get(key)))).toEqual([...entries.values()]);
      expect(await Promise.all(keys.map((key) => cache.incr(key)))).toEqual(keys.map((_, n) => n + 1));
      expect(await cache.setMany(entries)).toEqual([]);
      expect(await cache.add("{tag}new", 1)).toBe(true);
      expect(await cache.add("{tag}new", 2)).toBe(false);
      expect(await cache.smembers("{tag}s")).toEqual(new Set([1, 2]));
      expect(new Set(await cache.keys("{tag}*"))).toEqual(new Set([...keys, "{tag}s", "{tag}new"]));
      expect(await cache.deleteMany([first, last, "{tag}missing"])).toBe(2);
      expect(await cache.get(first)).toBeUndefined();
    });
    expect(halves).toBeGreaterThan(0);
    expect(await cache.getMany(keys)).toEqual(new Map([...entries].slice(1, -1)));
    expect(await cache.deletePattern("{tag}*")).toBe(100);
    expect(await cache.keys("*")).toEqual([]);
  });

  it("a command on several keys waits until they are on one node again", async () => {
    const cache = await openCache(cluster, { ...DRIVERS[driver], ...PATIENT });
    await cache.clear();
    const slot = await cluster.slotOf("{tag}");
    await Promise.all(["{tag}a", "{tag}b", "{tag}c"].map((key, n) => cache.sadd(key, n)));
    let union: Promise<Set<unknown>> | undefined;
    await cluster.moveSlot(slot, await otherThan(slot), async () => {
      union = cache.sunion("{tag}a", "{tag}b", "{tag}c");
      await Promise.race([union, new Promise((resolve) => setTimeout(resolve, 50))]);
    });
    expect(await union).toEqual(new Set([0, 1, 2]));
  });

  it("calls on a key keep their order", async () => {
    const cache = await openCache(cluster, { ...DRIVERS[driver], ...PATIENT });
    const slot = await cluster.slotOf(":1:k");
    const found: unknown[] = [];
    const works: Promise<unknown>[] = [];
    let count = 0;
    const call = () => {
      const n = ++count;
      works.push(
        cache.set("k", n),
        cache.get("k").then((value) => {
          found[n - 1] = value;
        }),
      );
    };
    const calls = setInterval(call, 0);
    try {
      for (let moves = 0; moves < 6; moves++) await cluster.moveSlot(slot, await otherThan(slot), call);
    } finally {
      clearInterval(calls);
    }
    await Promise.all(works);
    expect(count).toBeGreaterThan(20);
    expect(found).toEqual(Array.from({ length: count }, (_, n) => n + 1));
  });

  it("calls on a key keep their order when its primary has lost its scripts, or the key has moved to a node without them", async () => {
    const cache = await openCache(cluster, { ...DRIVERS[driver], ...PATIENT });
    const slot = await cluster.slotOf(":1:k");
    await cache.set("k", 0);
    // The script has been sent in full on this connection: from now on it is called by its hash.
    await cache.incr("k");
    const inOrder = async () => {
      const from = (await cache.get("k")) as number;
      const calls = Array.from({ length: 20 }, () => [cache.incr("k"), cache.get("k")]).flat();
      const expected = Array.from({ length: 20 }, (_, n) => [from + n + 1, from + n + 1]).flat();
      expect(await Promise.all(calls)).toEqual(expected);
    };
    const flush = () => Promise.all(cluster.masters.map((server) => server.command("SCRIPT", "FLUSH")));
    await flush();
    await inOrder();
    await cluster.moveSlot(slot, await otherThan(slot), async () => {
      await flush();
      await inOrder();
    });
    await flush();
    await inOrder();
  });

  it("500 increments a second lose none and fail none, and every scan finds all keys", async () => {
    const cache = await openCache(cluster, { ...DRIVERS[driver], ...PATIENT });
    await cache.clear();
    const raw = rawOf(cluster);
    const still = Array.from({ length: 500 }, (_, n) => `still${n}`);
    await cache.setMany(new Map(still.map((key) => [key, 1])));
    const stream = new SteadyStream(cache);
    await stream.flows(200);

    let looks = 0;
    let isMoving = true;
    const looking = (async () => {
      while (isMoving) {
        const keys = await cache.keys("still*");
        expect(keys.length).toBe(still.length);
        const iterated = new Set<string>();
        for await (const key of cache.iterKeys("still*", { itersize: 50 })) iterated.add(key);
        expect(iterated.size).toBe(still.length);
        looks++;
      }
    })();
    const move = async (key: string) => {
      const slot = await cluster.slotOf(`:1:${key}`);
      await cluster.moveSlot(slot, await otherThan(slot));
    };
    const moving = [...stream.keys.slice(0, 25), ...still];
    const end = performance.now() + 20_000;
    // All of them in some seconds, or so many that there have been looks meanwhile.
    for (let n = 0; looks <= 2 || (n < 120 && performance.now() < end); n++) {
      await move(moving[n % moving.length] as string);
    }
    isMoving = false;
    await looking;
    await stream.flows(200);
    await stream.stop();

    expect(stream.outcomes.filter(({ code }) => code !== undefined)).toEqual([]);
    for (const key of stream.keys) {
      const its = stream.outcomes.filter((outcome) => outcome.key === key);
      expect(Number(await raw("GET", `:1:${key}`))).toBe(its.length);
    }
    expect(await cache.deletePattern("still*")).toBe(still.length);
    await cache.clear();
    expect(await raw("DBSIZE")).toBe(0);
  }, 300_000);
});

it.each(ROUTED)("on %s, a new primary that gets its first slots is discovered", async (driver) => {
  await using grown = await startCluster({ replicas: 0 });
  const cache = await openCache(grown, { ...DRIVERS[driver], ...PATIENT });
  const entries = new Map(Array.from({ length: 300 }, (_, n) => [`k${n}`, n]));
  const keys = [...entries.keys()].sort();
  await cache.setMany(entries);
  const fresh = await startServer({ cluster: true });
  await grown.join(fresh);
  for (const key of keys.slice(0, 5)) {
    await grown.moveSlot(await grown.slotOf(`:1:${key}`), fresh, async () => {
      expect((await cache.keys("*")).sort()).toEqual(keys);
    });
    expect(await cache.getMany(keys)).toEqual(entries);
  }
  expect(await fresh.command("DBSIZE")).toBeGreaterThan(0);
  expect(await cache.deletePattern("*")).toBe(300);
  expect(await fresh.command("DBSIZE")).toBe(0);
});

it("a cache that has not noticed is redirected by the nodes, and follows", async () => {
  const cache = await openCache(cluster, { ...DRIVERS["ioredis 6"], ...PATIENT });
  await cache.set("k", "before");
  const slot = await cluster.slotOf(":1:k");
  await cluster.moveSlot(slot, await otherThan(slot));
  expect(await cache.get("k")).toBe("before");
  const now = await serverOf(cluster, ":1:k");
  const before = Number((await now.info("stats")).total_reads_processed);
  expect(await cache.get("k")).toBe("before");
  expect(Number((await now.info("stats")).total_reads_processed)).toBeGreaterThan(before + 1);
});
