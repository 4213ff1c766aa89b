import { type CacheSettings, type Caches, createCaches } from "@coffer/cache-core";
import {
  eventually,
  type ReplicatedServers,
  startProxy,
  startReplicated,
  startServer,
} from "@coffer-internal/servers";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

const OPTIONS = {
  CLIENT_CLASS: "@coffer/client-default",
  CONNECTION_FACTORY: "@coffer/connection-ioredis",
  SERIALIZER: "@coffer/serializer-json",
};

const open = new Set<Caches>();
async function cachesFor(cache: CacheSettings): Promise<Caches> {
  const settings = { CACHES: { default: { ...cache, OPTIONS: { ...OPTIONS, ...cache.OPTIONS } } } };
  const caches = await createCaches(settings, { parent: import.meta });
  open.add(caches);
  return caches;
}
afterEach(async () => {
  for (const caches of open) await caches.close();
  open.clear();
});

describe("a primary and two replicas", () => {
  let group: ReplicatedServers;
  beforeAll(async () => {
    group = await startReplicated({ replicas: 2 });
  });
  afterAll(() => group.stop());
  beforeEach(async () => {
    await group.primary.command("FLUSHALL");
    await group.settled();
  });
  const urls = () => group.servers.map((server) => server.url());

  it("writes on the first server and reads on the others, evenly", async () => {
    const cache = (await cachesFor({ LOCATION: urls() })).get();
    const monitors = await Promise.all(group.servers.map((server) => server.monitor()));
    await cache.set("k", "v");
    await cache.sadd("s", 1);
    await group.settled();
    for (let round = 0; round < 60; round++) expect(await cache.get("k")).toBe("v");
    for (const read of [cache.smembers("s"), cache.keys("*"), cache.ttl("k"), cache.has("k")]) await read;
    expect(await cache.deletePattern("*")).toBe(2);

    const seen = await Promise.all(monitors.map((monitor) => monitor.settled()));
    const [primary, ...replicas] = seen.map((commands) => commands.map(({ name }) => name));
    expect(primary).toEqual(expect.arrayContaining(["SET", "SADD", "SCAN", "UNLINK"]));
    expect(primary).not.toContain("GET");
    const reads = replicas.map((names) => names?.filter((name) => name === "GET").length ?? 0);
    expect(reads[0] as number).toBeGreaterThan(10);
    expect(reads[1] as number).toBeGreaterThan(10);
    expect((reads[0] as number) + (reads[1] as number)).toBe(60);
    expect(replicas.flat()).toEqual(expect.arrayContaining(["SMEMBERS", "SCAN", "PTTL", "EXISTS"]));
  });

  it("returns the raw connection of the primary, or of a replica for reading", async () => {
    const caches = await cachesFor({ LOCATION: urls(), KEY_PREFIX: "p" });
    interface Raw {
      set(key: string, value: string): Promise<unknown>;
      info(section: string): Promise<string>;
    }
    const primary = (await caches.getRedisConnection("default")) as Raw;
    const replica = (await caches.getRedisConnection("default", { write: false })) as Raw;
    await primary.set("raw", "bytes");
    expect(String(await group.primary.command("GET", "raw"))).toBe("bytes");
    expect(await primary.info("replication")).toContain("role:master");
    expect(await replica.info("replication")).toContain("role:slave");
  });

  it("does not fail over reads: they fail while their server is unreachable", async () => {
    const dead = await startServer();
    const cache = (await cachesFor({ LOCATION: [group.primary.url(), dead.url()] })).get();
    await dead.stop();
    await expect(cache.get("k")).rejects.toMatchObject({ code: "ERR_UNREACHABLE" });
    expect(await cache.set("k", "v")).toBe(true);
  });
});

describe("REPLICA_READ_ONLY: false, with servers that all take writes", () => {
  it("writes elsewhere what the first server certainly did not execute, with the same timeout", async () => {
    const first = await startServer();
    await using second = await startServer();
    await using third = await startServer();
    const LOCATION = [first, second, third].map((server) => server.url());
    const cache = (await cachesFor({ LOCATION, OPTIONS: { REPLICA_READ_ONLY: false } })).get();
    await first.stop();

    expect(await cache.set("k", "v", 10)).toBe(true);
    expect(await cache.incr("n", 1, { ignoreKeyCheck: true })).toBe(1);
    expect(await cache.setMany({ a: 1, b: 2 }, 10)).toEqual([]);
    expect(await cache.deleteMany(["none"])).toBe(0);
    expect(await cache.deletePattern("none*")).toBe(0);
    const lives = await Promise.all([second, third].map((server) => server.command("PTTL", ":1:k")));
    const [left] = lives.filter((milliseconds) => milliseconds !== -2);
    expect(left).toBeGreaterThan(9_000);
    expect(left).toBeLessThanOrEqual(10_000);
  });

  it("does so, too, if the first server takes no writes", async () => {
    await using group = await startReplicated({ replicas: 1 });
    const [replica] = group.replicas;
    const LOCATION = [replica?.url() as string, group.primary.url()];
    const cache = (await cachesFor({ LOCATION, OPTIONS: { REPLICA_READ_ONLY: false } })).get();
    expect(await cache.set("k", "v")).toBe(true);
    expect(await group.primary.text("GET", ":1:k")).toBe('"v"');
  });

  it("does not try elsewhere a write that the server rejects as invalid", async () => {
    await using first = await startServer();
    await using second = await startServer();
    const LOCATION = [first.url(), second.url()];
    const cache = (await cachesFor({ LOCATION, OPTIONS: { REPLICA_READ_ONLY: false } })).get();
    await first.command("SET", ":1:s", "no set");
    await expect(cache.sadd("s", 1)).rejects.toMatchObject({ code: "ERR_REPLY" });
    expect(await second.command("EXISTS", ":1:s")).toBe(0);
  });

  it("does not try elsewhere a write that may have been executed: its reply was lost, and no other server is used", async () => {
    await using first = await startServer();
    await using second = await startServer();
    await using line = await startProxy(first);
    const LOCATION = [line.url(), second.url()];
    const cache = (
      await cachesFor({ LOCATION, OPTIONS: { REPLICA_READ_ONLY: false, SOCKET_TIMEOUT: 60 } })
    ).get();
    await cache.set("there", "before");
    await using monitor = await second.monitor();
    // All commands are executed, while their replies are still on their way.
    line.bytesPerSecond = 1;
    const calls = [
      cache.incr("n", 1, { ignoreKeyCheck: true }),
      cache.set("k", "v"),
      cache.add("a", "v"),
      cache.delete("there"),
      cache.sadd("s", 1),
      cache.hset("h", "field", 1),
      cache.zadd("z", new Map([["member", 1]])),
      cache.lock("l").acquire({ blocking: false }),
      cache.setMany({ m: 1 }),
    ];
    const outcomes = Promise.allSettled(calls);
    const isDone = async (command: string, key: string) => (await first.command(command, `:1:${key}`)) === 1;
    await eventually(
      async () => {
        const there = ["n", "k", "a", "s", "h", "z", "l", "m"].map((key) => isDone("EXISTS", key));
        expect((await Promise.all(there)).every(Boolean)).toBe(true);
        expect(await isDone("EXISTS", "there")).toBe(false);
      },
      { deadline: 20_000 },
    );
    line.breakOff(0);
    const failures = (await outcomes).map((outcome) => outcome.status === "rejected" && outcome.reason);
    for (const failure of failures) expect(failure).toMatchObject({ code: "ERR_NO_REPLY" });
    // The requested lock is released on the server that may have it.
    expect((await monitor.settled()).filter(({ name }) => name !== "EVALSHA" && name !== "EVAL")).toEqual([]);
    expect(await second.command("DBSIZE")).toBe(0);
    expect(await first.text("GET", ":1:n")).toBe("1");
  });

  it("is off by default: the write fails", async () => {
    const first = await startServer();
    await using second = await startServer();
    const cache = (await cachesFor({ LOCATION: [first.url(), second.url()] })).get();
    await first.stop();
    await expect(cache.set("k", "v")).rejects.toMatchObject({ code: "ERR_UNREACHABLE" });
    expect(await second.command("DBSIZE")).toBe(0);
  });
});

describe("one server", () => {
  it("has one connection for each cache, created at the first use and kept", async () => {
    await using server = await startServer();
    const settings = { LOCATION: server.url(), OPTIONS };
    const caches = await createCaches({ CACHES: { default: settings } }, { parent: import.meta });
    open.add(caches);
    const connections = async () => Number((await server.info("stats")).total_connections_received);
    const before = await connections();
    expect(caches.get().client).toBe(caches.get("default").client);
    expect(await connections()).toBe(before);
    for (let call = 0; call < 20; call++) await caches.get().get("k");
    expect(await caches.getRedisConnection()).toBe(
      await caches.getRedisConnection("default", { write: false }),
    );
    expect(await connections()).toBe(before + 1);
  });
});

describe("CLOSE_CONNECTION: true, with a close after every request", () => {
  it("finishes running calls, scans and values in compression too", async () => {
    await using server = await startServer();
    const compressed = { CLOSE_CONNECTION: true, COMPRESSOR: "@coffer/compressor-zlib" };
    const cache = (await cachesFor({ LOCATION: server.url(), OPTIONS: compressed })).get();
    await cache.setMany(Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, index])));
    const large = cache.set("large", "x".repeat(200_000));
    const keys: string[] = [];
    for await (const key of cache.iterKeys("k*", { itersize: 5 })) {
      keys.push(key);
      await cache.close();
    }
    expect(new Set(keys).size).toBe(50);
    expect(await large).toBe(true);
    expect(await cache.get("large")).toHaveLength(200_000);
  });

  it("finishes earlier calls before a final close, and rejects later ones", async () => {
    await using server = await startServer();
    const compressed = { COMPRESSOR: "@coffer/compressor-zlib" };
    const caches = await cachesFor({ LOCATION: server.url(), OPTIONS: compressed });
    const writes = [caches.get().set("small", 1), caches.get().set("large", "x".repeat(200_000))];
    await caches.close();
    expect(await Promise.all(writes)).toEqual([true, true]);
    await expect(caches.get().get("small")).rejects.toMatchObject({ code: "ERR_CLOSED" });
    expect(await server.command("EXISTS", ":1:large")).toBe(1);
  });
});

describe("batches on a real server", () => {
  it("sends the gets of a tick as one command, and its sets in one round trip", async () => {
    await using server = await startServer();
    const cache = (await cachesFor({ LOCATION: server.url() })).get();
    await cache.client.ready();
    const monitor = await server.monitor();
    const reads = async () => Number((await server.info("stats")).total_reads_processed);
    const before = await reads();
    await Promise.all([cache.set("a", "x"), cache.set("b", "y", { timeout: null }), cache.add("a", "z")]);
    // The sets; a read of what prevented the add, which may be stale; and this INFO itself.
    expect((await reads()) - before).toBe(3);
    await Promise.all([cache.get("a"), cache.get("b"), cache.get("a")]);
    const commands = (await monitor.settled()).map(({ name, args }) => [name, args.length].join(" "));
    expect(commands.filter((command) => !command.startsWith("INFO"))).toEqual([
      "SET 4",
      "SET 2",
      "SET 5",
      "GETRANGE 3",
      "MGET 2",
    ]);
  });

  it("distinguishes the rejection of one value from that of a batch: a full server rejects every write, and still reads", async () => {
    await using server = await startServer();
    const cache = (await cachesFor({ LOCATION: server.url() })).get();
    await cache.set("old", "value");
    await server.command("CONFIG", "SET", "maxmemory", 1);
    const outcomes = await Promise.allSettled([cache.set("a", "1"), cache.set("b", "2"), cache.get("old")]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
    expect(outcomes[0]).toMatchObject({ reason: { code: "ERR_REPLY" } });
    expect(await cache.setMany({ a: "1", b: "2" })).toEqual(["a", "b"]);
  });
});
