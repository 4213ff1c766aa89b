import { type Cache, type Caches, createCaches } from "@coffer/cache-core";
import { ShardClient } from "@coffer/client-shard";
import { ConnectionFactory } from "@coffer/connection-ioredis";
import { JsonSerializer } from "@coffer/serializer-json";
import { eventually, type RedisServer } from "@coffer-internal/servers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Shards, startShards } from "../shards.js";

const OPTIONS = {
  CLIENT_CLASS: ShardClient,
  SERIALIZER: JsonSerializer,
  CONNECTION_FACTORY: ConnectionFactory,
};

describe("one unreachable server of three affects only its own keys", () => {
  let shards: Shards;
  let caches: Caches;
  let cache: Cache;
  let ignoring: Cache;
  let logged: { readonly code?: string }[];
  /** Of the running servers, and of the unreachable one. */
  let live: string[];
  let dead: string[];
  let where: string;

  beforeEach(async () => {
    shards = await startShards();
    logged = [];
    const LOGGER = { error: (error: unknown) => logged.push(error as { code?: string }) };
    const shared = { LOCATION: shards.urls, TIMEOUT: 60 };
    const quiet = {
      ...OPTIONS,
      IGNORE_EXCEPTIONS: true,
      LOG_IGNORED_EXCEPTIONS: true,
      LOGGER: LOGGER as never,
    };
    caches = await createCaches(
      { CACHES: { default: { ...shared, OPTIONS }, ignoring: { ...shared, OPTIONS: quiet } } },
      { parent: import.meta },
    );
    cache = caches.get();
    ignoring = caches.get("ignoring");
    const [first = [], second = [], third = []] = shards.keysOfEach(3);
    live = [...first, ...third];
    dead = second;
    await cache.setMany(new Map([...live, ...dead].map((key) => [key, key])));
    const server = shards.servers[1];
    where = `${server?.port}`;
    await server?.kill();
    await eventually(async () =>
      expect(await cache.get(dead[0] as string).catch((error) => error.code)).toBe("ERR_UNREACHABLE"),
    );
  });
  afterEach(async () => {
    await caches.close();
    await shards[Symbol.asyncDispose]();
  });

  const unreachable = () => ({ name: "ConnectionInterrupted", message: expect.stringContaining(where) });

  it("for single keys", async () => {
    for (const key of live) {
      expect(await cache.get(key)).toBe(key);
      expect(await cache.set(key, 1)).toBe(true);
      expect(await cache.incr(key)).toBe(2);
    }
    for (const key of dead) {
      await expect(cache.get(key)).rejects.toMatchObject(unreachable());
      await expect(cache.set(key, 1)).rejects.toMatchObject(unreachable());
      expect(await ignoring.get(key, "fallback")).toBe("fallback");
      expect(await ignoring.set(key, 1)).toBe(false);
    }
  });

  it("for getMany: it rejects, or returns the others' values while exceptions are ignored", async () => {
    const all = [...live, ...dead];
    await expect(cache.getMany(all)).rejects.toMatchObject(unreachable());
    await expect(cache.getMany(dead)).rejects.toMatchObject(unreachable());
    expect(await cache.getMany(live)).toEqual(new Map(live.map((key) => [key, key])));
    logged.length = 0;
    expect(await ignoring.getMany(all)).toEqual(new Map(live.map((key) => [key, key])));
    expect(await ignoring.getMany(dead)).toEqual(new Map());
    // The second time it is the same outage.
    expect(logged).toHaveLength(1);
  });

  it("for setMany: it returns the keys that failed, or rejects if all did", async () => {
    const entries = (keys: string[]) => new Map(keys.map((key) => [key, "new"]));
    expect(await cache.setMany(entries([...live, ...dead]))).toEqual(dead);
    expect(await cache.getMany(live)).toEqual(entries(live));
    expect(await cache.setMany(entries(live))).toEqual([]);
    await expect(cache.setMany(entries(dead))).rejects.toMatchObject(unreachable());
    logged.length = 0;
    expect(await ignoring.setMany(entries([...live, ...dead]))).toEqual(dead);
    expect(logged.length).toBeGreaterThan(0);
    expect(await ignoring.setMany(entries(dead))).toEqual(dead);
  });

  it("for deleteMany: it rejects after it has deleted the others, or counts those while exceptions are ignored", async () => {
    const all = [...live, ...dead];
    await expect(cache.deleteMany(all)).rejects.toMatchObject(unreachable());
    expect(await cache.getMany(live)).toEqual(new Map());
    await cache.setMany(new Map(live.map((key) => [key, key])));
    expect(await ignoring.deleteMany(all)).toBe(live.length);
  });

  it("for commands on all keys: they reject and name the server, after running on the others", async () => {
    await expect(cache.keys("*")).rejects.toMatchObject(unreachable());
    const iterated: string[] = [];
    await expect(
      (async () => {
        for await (const key of cache.iterKeys("*")) iterated.push(key);
      })(),
    ).rejects.toMatchObject(unreachable());
    expect(iterated.sort()).toEqual(live.toSorted());
    await expect(cache.client.ready()).rejects.toMatchObject(unreachable());
    await expect(cache.deletePattern("*")).rejects.toMatchObject(unreachable());
    expect(await cache.getMany(live)).toEqual(new Map());
    await cache.setMany(new Map(live.map((key) => [key, key])));
    await expect(cache.clear()).rejects.toMatchObject(unreachable());
    expect(await cache.getMany(live)).toEqual(new Map());
  });

  it("for commands on all keys while exceptions are ignored: they return the others' results", async () => {
    expect((await ignoring.keys("*")).sort()).toEqual(live.toSorted());
    const iterated: string[] = [];
    for await (const key of ignoring.iterKeys("*")) iterated.push(key);
    expect(iterated.sort()).toEqual(live.toSorted());
    expect(await ignoring.deletePattern("*")).toBe(live.length);
    expect(await cache.getMany(live)).toEqual(new Map());
    // The client itself ignores no error if no server answers.
    await Promise.all([shards.servers[0]?.kill(), shards.servers[2]?.kill()]);
    await expect(ignoring.client.keys("*")).rejects.toMatchObject({ name: "ConnectionInterrupted" });
    expect(await ignoring.keys("*")).toEqual([]);
  });

  it("for several sets at once, and nothing is written", async () => {
    const [one, other] = live.slice(0, 2) as [string, string];
    await cache.deleteMany(live);
    await cache.sadd(one, 1, 2);
    await cache.sadd(other, "kept");
    await expect(cache.sunion(one, dead[0] as string)).rejects.toMatchObject(unreachable());
    await expect(cache.sunionstore(other, one, dead[0] as string)).rejects.toMatchObject(unreachable());
    expect(await cache.smembers(other)).toEqual(new Set(["kept"]));
    expect(await ignoring.sunion(one, dead[0] as string)).toEqual(new Set());
  });

  it("for incrVersion to it: the key stays at its version", async () => {
    const isDead = (redisKey: string) => shards.serverOf(redisKey) === shards.servers[1];
    const name = Array.from({ length: 100 }, (_, n) => `n${n}`).find(
      (each) => !isDead(`:1:${each}`) && isDead(`:2:${each}`),
    ) as string;
    await cache.set(name, "kept");
    await expect(cache.incrVersion(name)).rejects.toMatchObject(unreachable());
    expect(await cache.get(name)).toBe("kept");
    expect(await cache.set(name, "more")).toBe(true);
  });

  it("until it is back", async () => {
    await shards.servers[1]?.restart();
    await eventually(async () => expect(await cache.set(dead[0] as string, 1)).toBe(true));
    expect(await cache.setMany(new Map([...live, ...dead].map((key) => [key, key])))).toEqual([]);
    await cache.client.ready();
  });
});

it("a server that hangs delays its own keys only, by at most SOCKET_TIMEOUT", async () => {
  await using shards = await startShards();
  const settings = {
    LOCATION: shards.urls,
    OPTIONS: { ...OPTIONS, SOCKET_TIMEOUT: 4, IGNORE_EXCEPTIONS: true },
  };
  const caches = await createCaches({ CACHES: { default: settings } }, { parent: import.meta });
  const cache = caches.get();
  const [live = [], hanging = []] = shards.keysOfEach(2);
  const entries = new Map([...live, ...hanging].map((key) => [key, key]));
  await eventually(async () => expect(await cache.setMany(entries)).toEqual([]));
  await shards.servers[1]?.freeze();

  const started = performance.now();
  let hasEnded = false;
  const many = cache.getMany(entries.keys()).finally(() => {
    hasEnded = true;
  });
  expect(await cache.get(live[0] as string)).toBe(live[0]);
  expect(hasEnded).toBe(false);
  expect(await many).toEqual(new Map(live.map((key) => [key, key])));
  expect(await cache.setMany(entries)).toEqual(hanging);
  expect(performance.now() - started).toBeLessThan(30_000);
  shards.servers[1]?.thaw();
  await caches.close();
});

it("a server that is killed and restarted under load loses no acknowledged write", async () => {
  await using shards = await startShards({ persistent: true });
  const patient = { ...OPTIONS, SOCKET_TIMEOUT: 30, SOCKET_CONNECT_TIMEOUT: 30 };
  const caches = await createCaches(
    { CACHES: { default: { LOCATION: shards.urls, OPTIONS: patient } } },
    { parent: import.meta },
  );
  const cache = caches.get();
  const victim = shards.servers[1] as RedisServer;
  const acknowledged: string[] = [];
  const failed: { readonly key: string; readonly begun: number }[] = [];
  const pending: Promise<unknown>[] = [];
  const write = (key: string) => {
    const begun = performance.now();
    return cache.set(key, key).then(
      () => acknowledged.push(key),
      () => failed.push({ key, begun }),
    );
  };
  let count = 0;
  // 500 a second.
  const load = setInterval(() => {
    for (let n = 0; n < 5; n++) pending.push(write(`w${count++}`));
  }, 10);
  const areAcknowledged = (more: number) => {
    const before = acknowledged.length;
    return eventually(() => expect(acknowledged.length).toBeGreaterThan(before + more));
  };
  await areAcknowledged(200);
  await victim.kill();
  await eventually(() => expect(failed.length).toBeGreaterThan(20));
  await victim.restart();
  const [its = ""] = shards.keysOfEach(1)[1] ?? [];
  await eventually(() => cache.set(its, its));
  const back = performance.now();
  await areAcknowledged(300);
  clearInterval(load);
  await Promise.all(pending);

  expect(failed.filter(({ key }) => shards.serverOf(`:1:${key}`) !== victim)).toEqual([]);
  expect(failed.filter(({ begun }) => begun > back)).toEqual([]);
  expect(await cache.getMany(acknowledged)).toEqual(new Map(acknowledged.map((key) => [key, key])));
  await caches.close();
});

it("no password of LOCATION is in any error", async () => {
  const LOCATION = [0, 1, 2].map((database) => `redis://:s3cret@127.0.0.1:1/${database}`);
  const caches = await createCaches({ CACHES: { default: { LOCATION, OPTIONS } } }, { parent: import.meta });
  const cache = caches.get();
  const works = [
    () => cache.get("k"),
    () => cache.keys("*"),
    () => cache.smove("k0", "k1", 1),
    () => cache.smove("k0", "k2", 1),
    () => cache.getMany(["k0", "k1", "k2", "k3"]),
    () => cache.client.ready(),
    () => cache.client.getRedisConnection(),
  ];
  for (const work of works) {
    const error: Error = await work().then(
      () => expect.fail("it had to fail"),
      (reason) => reason,
    );
    expect(`${error.stack}${(error.cause as Error | undefined)?.stack}`).not.toContain("s3cret");
  }
  await caches.close();
});
