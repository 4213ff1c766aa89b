import { ImproperlyConfigured } from "@coffer/cache-core";
import { ClusterClient } from "@coffer/client-cluster";
import { ConnectionFactory } from "@coffer/connection-ioredis";
import { type Cluster, eventually, type RedisServer, startCluster } from "@coffer-internal/servers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openCache } from "./open-cache.js";
import { rawOf, serverOf } from "./raw.js";
import { CHOSEN, DRIVERS } from "./settings.js";

interface NativeCluster {
  get(key: string): Promise<string>;
  /** Of ioredis. */
  nodes?(role: string): unknown[];
  /** Of node-redis. */
  readonly masters?: unknown[];
}

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster?.stop());
beforeEach(async () => {
  await rawOf(cluster)("FLUSHALL");
});

/** How often each primary read from its clients' sockets during `work`. */
async function readsDuring({ masters }: Cluster, work: () => unknown): Promise<number[]> {
  const count = () =>
    Promise.all(masters.map(async (server) => Number((await server.info("stats")).total_reads_processed)));
  const before = await count();
  await work();
  // Without the INFO that reads the counter.
  return (await count()).map((reads, index) => reads - (before[index] as number) - 1);
}

describe.each(CHOSEN)("on %s", (driver) => {
  it("commands for one primary in a turn are sent in one write, whatever the slots, and equal keys once", async () => {
    // Without replicas, which acknowledge once per second, and without connections of other cases that end.
    await using alone = await startCluster({ replicas: 0 });
    const cache = await openCache(alone, DRIVERS[driver]);
    const keys = Array.from({ length: 100 }, (_, n) => `k${n}`);
    await cache.setMany(new Map(keys.map((key) => [key, key])));
    const writes = await readsDuring(alone, () => Promise.all(keys.map((key) => cache.set(key, 1))));
    const reads = await readsDuring(alone, () =>
      Promise.all([...keys, ...keys].map((key) => cache.get(key))),
    );
    const many = await readsDuring(alone, () => cache.getMany(keys));
    expect([writes, reads, many].flat()).toEqual(Array(9).fill(1));
    const monitors = await Promise.all(alone.masters.map((server) => server.monitor()));
    await Promise.all([...keys, ...keys].map((key) => cache.get(key)));
    const seen = (await Promise.all(monitors.map((monitor) => monitor.stop()))).flat();
    const asked = seen.filter(({ name }) => name === "MGET").flatMap(({ args }) => args);
    expect(asked.sort()).toEqual(keys.map((key) => `:1:${key}`).sort());
  });

  it("getRedisConnection returns the driver's own cluster object, which works", async () => {
    const cache = await openCache(cluster, DRIVERS[driver]);
    await cache.set("k", "v");
    const native = (await cache.client.getRedisConnection()) as NativeCluster;
    expect(await native.get(":1:k")).toBe('"v"');
    // Members that only the two cluster classes have.
    expect(native.nodes?.("master") ?? native.masters).toHaveLength(3);
    expect(await cache.client.getRedisConnection({ key: "other", write: false })).toBe(native);
  });

  it("READ_FROM_REPLICAS sends reads to replicas and writes to primaries", async () => {
    const cache = await openCache(cluster, { ...DRIVERS[driver], READ_FROM_REPLICAS: true });
    const keys = Array.from({ length: 30 }, (_, n) => `k${n}`);
    await cache.setMany(new Map(keys.map((key) => [key, key])));
    await cache.sadd("s", 1);
    // Until the replicas have them.
    await eventually(async () => {
      expect(await cache.getMany(keys)).toEqual(new Map(keys.map((key) => [key, key])));
      expect(await cache.scard("s")).toBe(1);
    });
    const monitors = await Promise.all(cluster.masters.map((server) => server.monitor()));
    expect(await cache.getMany(keys)).toEqual(new Map(keys.map((key) => [key, key])));
    expect(await Promise.all(keys.map((key) => cache.get(key)))).toEqual(keys);
    expect(await cache.scard("s")).toBe(1);
    expect(await cache.ttl("k0")).toBeGreaterThan(0);
    await cache.set("k0", 1);
    const seen = (await Promise.all(monitors.map((monitor) => monitor.stop()))).flat();
    expect(seen.filter(({ client }) => client !== "lua").map(({ name }) => name)).not.toContain("MGET");
    expect(seen.map(({ name }) => name)).not.toContain("SCARD");
    expect(seen.map(({ name }) => name)).toContain("SET");
  });

  it("a closed cache leaves no connection open", async () => {
    const connections = async () => {
      const lists = await Promise.all(
        cluster.servers.map((server) => server.text("CLIENT", "LIST", "TYPE", "normal")),
      );
      return lists.map((list) => String(list).trim().split("\n").length);
    };
    // The harness has one to each; those of the tests before may still be ending.
    const own = cluster.servers.map(() => 1);
    await expect.poll(connections).toEqual(own);
    const cache = await openCache(cluster, { ...DRIVERS[driver], CLOSE_CONNECTION: true });
    await cache.set("k", 1);
    await cache.clear();
    await cache.client.getRedisConnection();
    await cache.close();
    await expect.poll(connections).toEqual(own);
  });
});

it("sets of several slots are combined, and a move between slots is rejected before anything is sent", async () => {
  const cache = await openCache(cluster, DRIVERS["ioredis 6"]);
  await cache.sadd("a", 1, 2, 3);
  await cache.sadd("b", 2, 3);
  await cache.sadd("c", 3, 4);
  expect(await cache.sunion("a", "b", "c")).toEqual(new Set([1, 2, 3, 4]));
  expect(await cache.sdiff("a", "b", "c")).toEqual(new Set([1]));
  expect(await cache.sinterstore("d", "a", "b")).toBe(2);
  expect(await cache.smembers("d")).toEqual(new Set([2, 3]));
  await expect(cache.smove("a", "b", 1)).rejects.toThrow(/same part in braces/);
  expect(await cache.smembers("a")).toEqual(new Set([1, 2, 3]));
  await cache.sadd("{x}a", 1);
  expect(await cache.smove("{x}a", "{x}b", 1)).toBe(true);
});

it("run rejects a script with keys of several slots, and runs one with keys of one slot", async () => {
  const cache = await openCache(cluster, DRIVERS["node-redis 6"]);
  const script = { name: "cluster:exists", source: "return redis.call('EXISTS', unpack(KEYS))" };
  await expect(cache.client.run(script, ["a", "b"])).rejects.toThrow(/':1:a' and ':1:b'.*slots.*braces/);
  await cache.setMany({ "{x}a": 1, "{x}b": 2 });
  expect(await cache.client.run(script, ["{x}a", "{x}b", "{x}c"])).toBe(2);
});

it("incrVersion moves a key of any type to another slot, with its expiry", async () => {
  const cache = await openCache(cluster, DRIVERS["node-redis 6"]);
  await cache.hset("h", "field", "value");
  await cache.expire("h", 100);
  expect(await serverOf(cluster, ":1:h")).not.toBe(await serverOf(cluster, ":3:h"));
  expect(await cache.incrVersion("h", 2)).toBe(3);
  expect(await cache.hgetall("h", { version: 3 })).toEqual(new Map([["field", "value"]]));
  expect(await cache.ttl("h", { version: 3 })).toBeGreaterThan(90);
  expect(await cache.has("h")).toBe(false);
});

describe("LOCATION", () => {
  const open = (LOCATION: string | string[], OPTIONS = {}) =>
    openCache({ urls: [] }, { ...DRIVERS["ioredis 6"], ...OPTIONS }, { LOCATION });

  it.each([
    ["a unix socket", ["unix:///tmp/redis.sock"], /unix sockets/],
    ["a database", ["redis://127.0.0.1:7000/3"], /a cluster has only database 0/],
    [
      "different passwords",
      ["redis://:one@127.0.0.1:7000", "redis://:two@127.0.0.1:7001"],
      /127\.0\.0\.1:7001.*differ/,
    ],
    ["TLS in one of them", ["redis://127.0.0.1:7000", "rediss://127.0.0.1:7001"], /differ/],
  ])("%s is rejected when the settings are read", async (_, LOCATION, message) => {
    const error = await open(LOCATION).then(
      () => expect.fail("it had to fail"),
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(ImproperlyConfigured);
    expect(error.message).toMatch(message);
    expect(error.message).not.toMatch(/:(one|two)@/);
  });

  it("one seed is enough, and an unreachable one is skipped", async () => {
    const live = (cluster.replicas[0] as RedisServer).url();
    for (const seeds of [[live], ["redis://127.0.0.1:1", live]]) {
      const cache = await open(seeds);
      expect(await cache.set("k", 1)).toBe(true);
      expect(await cache.get("k")).toBe(1);
    }
  });

  it("a factory without connectCluster is rejected, with the name CONNECTION_FACTORY", async () => {
    class Single {
      readonly #factory = new ConnectionFactory({});
      connect(url: string) {
        return this.#factory.connect(url);
      }
      async disconnect() {}
    }
    await expect(
      open("redis://127.0.0.1:7000", { CLIENT_CLASS: ClusterClient, CONNECTION_FACTORY: Single }),
    ).rejects.toThrow(/CONNECTION_FACTORY: Single has no connectCluster/);
  });
});
