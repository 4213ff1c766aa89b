import { type CacheSettings, type CacheStats, type Caches, createCaches } from "@coffer/cache-core";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

const OPTIONS = {
  CLIENT_CLASS: "@coffer/client-default",
  CONNECTION_FACTORY: "@coffer/connection-ioredis",
  SERIALIZER: "@coffer/serializer-json",
};

let server: RedisServer;
const open = new Set<Caches>();

async function cachesFor(cache: Partial<CacheSettings> = {}): Promise<Caches> {
  const settings = { LOCATION: server.url(), ...cache, OPTIONS: { ...OPTIONS, ...cache.OPTIONS } };
  const caches = await createCaches({ CACHES: { default: settings } }, { parent: import.meta });
  open.add(caches);
  return caches;
}

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
beforeEach(() => server.command("FLUSHALL"));
afterEach(async () => {
  for (const caches of open) await caches.close();
  open.clear();
});

const counted = ({ hits, misses, writes, errors }: CacheStats) => ({ hits, misses, writes, errors });

describe("caches.stats()", () => {
  it("is all zeros at first, for every cache", async () => {
    const caches = await cachesFor();
    const { default: stats, ...others } = caches.stats();
    expect(others).toEqual({});
    expect(stats && counted(stats)).toEqual({ hits: 0, misses: 0, writes: 0, errors: 0 });
    expect(stats?.batches).toMatchObject({ count: 0, sum: 0 });
    expect(stats).toEqual(caches.get().stats());
  });

  it("counts a hit or a miss for each requested value", async () => {
    const cache = (await cachesFor()).get();
    await server.command("MSET", ":1:a", '"text"', ":1:null", "null");
    await Promise.all([cache.get("a"), cache.get("a"), cache.get("missing", "fallback"), cache.get("null")]);
    expect(counted(cache.stats())).toMatchObject({ hits: 3, misses: 1 });
    await cache.getMany(["a", "missing", "missing too"]);
    expect(counted(cache.stats())).toMatchObject({ hits: 4, misses: 3 });
  });

  it("counts for getOrSet the result of its read, for each of its callers", async () => {
    const cache = (await cachesFor()).get();
    await Promise.all([cache.getOrSet("a", () => 1), cache.getOrSet("a", () => 2)]);
    expect(counted(cache.stats())).toEqual({ hits: 0, misses: 2, writes: 1, errors: 0 });
    await cache.getOrSet("a", () => 3);
    expect(counted(cache.stats())).toMatchObject({ hits: 1, misses: 2 });
  });

  it("counts stored values, but not prevented writes, deletions or reads", async () => {
    const cache = (await cachesFor()).get();
    await cache.set("a", 1);
    await cache.set("a", 2, { nx: true });
    await cache.add("b", 1);
    await cache.add("b", 1);
    await cache.setMany({ c: 1, d: { large: "x".repeat(10) } });
    expect(counted(cache.stats()).writes).toBe(4);
    await cache.set("a", 3, 0);
    await Promise.all([
      cache.delete("b"),
      cache.has("c"),
      cache.incr("c"),
      cache.touch("c"),
      cache.sadd("s", 1),
    ]);
    expect(counted(cache.stats())).toEqual({ hits: 0, misses: 0, writes: 4, errors: 0 });
  });

  it("counts values that are inflated in the background, or turn out to be damaged then", async () => {
    const later = {
      compress: (data: Buffer) => data,
      decompress: async (data: Buffer) => {
        if (data.includes("damaged")) throw new Error("damaged");
        return data;
      },
    };
    const COMPRESSOR = class {
      compress = later.compress;
      decompress = later.decompress;
    };
    const cache = (await cachesFor({ OPTIONS: { COMPRESSOR } })).get();
    await server.command("MSET", ":1:a", '"fine"', ":1:b", '"damaged"');
    expect(await cache.get("a")).toBe("fine");
    await expect(cache.get("b")).rejects.toMatchObject({ code: "ERR_DAMAGED" });
    expect(counted(cache.stats())).toEqual({ hits: 1, misses: 0, writes: 0, errors: 1 });
  });

  it.each([false, true])("counts errors by code, ignored or not (%j)", async (IGNORE_EXCEPTIONS) => {
    const cache = (await cachesFor({ OPTIONS: { IGNORE_EXCEPTIONS } })).get();
    await server.command("SET", ":1:a", "{not json");
    await server.command("SADD", ":1:s", "1");
    await Promise.allSettled([cache.get("a"), cache.hset("s", "f", 1)]);
    await cache.set("k", undefined).catch(() => undefined);
    const { errors, errorCodes, hits, misses } = cache.stats();
    expect({ errors, hits, misses }).toEqual({ errors: 2, hits: 0, misses: 0 });
    expect(errorCodes).toMatchObject({ ERR_DECODE: 1, ERR_REPLY: 1, ERR_UNREACHABLE: 0 });
  });

  it("counts an outage as errors of every key and command in it, and measures no time", async () => {
    await using unreachable = await startServer();
    const cache = (
      await cachesFor({ LOCATION: unreachable.url(), OPTIONS: { IGNORE_EXCEPTIONS: true } })
    ).get();
    await cache.get("a");
    const { count } = cache.stats().latency;
    await unreachable.kill();
    await Promise.all([cache.get("a"), cache.get("b"), cache.set("c", 1)]);
    const { errors, latency } = cache.stats();
    expect(errors).toBe(3);
    expect(latency.count).toBe(count);
  });

  it("counts the writes that a full server rejects one by one", async () => {
    await using full = await startServer({ config: { maxmemory: "1", "maxmemory-policy": "noeviction" } });
    const cache = (await cachesFor({ LOCATION: full.url() })).get();
    await Promise.allSettled([cache.set("a", 1), cache.set("b", 1), cache.get("a")]);
    expect(counted(cache.stats())).toEqual({ hits: 0, misses: 1, writes: 0, errors: 2 });
  });

  it("measures each round trip: how many keys it had, and how long it took", async () => {
    const cache = (await cachesFor()).get();
    await Promise.all(Array.from({ length: 100 }, (_, index) => cache.get(`k${index}`)));
    await Promise.all(Array.from({ length: 3 }, (_, index) => cache.set(`k${index}`, index)));
    await cache.get("k1");
    await cache.incr("k1");
    const { batches, latency } = cache.stats();
    // The first 64 of the 100 are sent at once, as the server is idle.
    expect(batches).toMatchObject({ count: 5, sum: 105 });
    const upTo = Object.fromEntries(batches.buckets.map(({ le, count }) => [le, count]));
    expect(upTo).toMatchObject({ 1: 2, 2: 2, 4: 3, 32: 3, 64: 5, 1024: 5 });
    expect(latency.count).toBe(5);
    expect(latency.sum).toBeGreaterThan(0);
    expect(latency.buckets.at(-1)?.count).toBeLessThanOrEqual(5);
  });

  it("counts only what the cache itself did, not others on the same server", async () => {
    const [one, two] = [(await cachesFor()).get(), (await cachesFor()).get()];
    await one.set("a", 1);
    await two.get("a");
    expect(counted(one.stats())).toEqual({ hits: 0, misses: 0, writes: 1, errors: 0 });
    expect(counted(two.stats())).toEqual({ hits: 1, misses: 0, writes: 0, errors: 0 });
  });
});
