import { type Cache, type CacheSettings, type Caches, createCaches } from "@coffer/cache-core";
import { ShardClient } from "@coffer/client-shard";
import { ConnectionFactory } from "@coffer/connection-ioredis";
import { JsonSerializer } from "@coffer/serializer-json";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Shards, startShards } from "./shards.js";

const OPTIONS = {
  CLIENT_CLASS: ShardClient,
  SERIALIZER: JsonSerializer,
  CONNECTION_FACTORY: ConnectionFactory,
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

let shards: Shards;
beforeAll(async () => {
  shards = await startShards();
});
afterAll(() => shards[Symbol.asyncDispose]());

describe("three servers", () => {
  let cache: Cache;
  /** Four keys of each server. */
  let keys: string[][];
  /** One key of each. */
  let a: string;
  let b: string;
  let c: string;
  beforeEach(async () => {
    await shards.raw("FLUSHALL");
    cache = (await cachesFor({ LOCATION: shards.urls })).get();
    keys = shards.keysOfEach(4);
    [a, b, c] = keys.map(([first]) => first) as [string, string, string];
  });

  const holds = (key: string) => shards.serverOf(`:1:${key}`).command("EXISTS", `:1:${key}`);

  it("keeps every key on the server that the ring assigns, whatever the command", async () => {
    for (const key of keys.flat()) {
      await cache.set(key, "v");
      expect(await holds(key)).toBe(1);
      expect(await cache.get(key)).toBe("v");
      expect(await cache.touch(key, 50)).toBe(true);
      expect(await cache.ttl(key)).toBeCloseTo(50, -1);
      expect(await cache.delete(key, { version: 1 })).toBe(true);
      expect(await cache.incr(key, 5, { ignoreKeyCheck: true })).toBe(5);
      expect(await cache.persist(key)).toBe(false);
      expect(await cache.delete(key)).toBe(true);
      expect(await cache.hset(key, "field", 1)).toBe(1);
      expect(await cache.hget(key, "field")).toBe(1);
      await cache.delete(key);
      expect(await cache.zadd(key, [["m", 1]])).toBe(1);
      expect(await cache.zscore(key, "m")).toBe(1);
      await cache.delete(key);
      expect(await cache.sadd(key, 1)).toBe(1);
      expect(await holds(key)).toBe(1);
    }
    const sizes = await Promise.all(shards.servers.map((server) => server.command("DBSIZE")));
    expect(sizes).toEqual([4, 4, 4]);
  });

  it("hashes the part in braces of the whole Redis key", async () => {
    for (const key of ["{user1}:a", "b:{user1}", "x{y}{user1}z"]) {
      await cache.set(key, 1);
      expect(await shards.serverOf("user1").command("EXISTS", `:1:${key}`), key).toBe(1);
    }
  });

  it("reads and writes many keys with one command and one batch per server, concurrently", async () => {
    await cache.client.ready();
    const monitors = await Promise.all(shards.servers.map((server) => server.monitor()));
    const all = keys.flat();
    expect(await cache.setMany(new Map(all.map((key) => [key, key === a ? null : key])))).toEqual([]);
    const asked = ["none", ...all.toReversed()];
    const found = await cache.getMany(
      (function* () {
        yield* asked;
      })(),
    );
    expect([...found]).toEqual(all.toReversed().map((key) => [key, key === a ? null : key]));
    expect(await cache.getMany([])).toEqual(new Map());
    expect(await cache.deleteMany(asked)).toBe(12);
    const seen = await Promise.all(monitors.map((monitor) => monitor.stop()));
    for (const commands of seen) {
      const names = commands.map(({ name }) => name);
      expect(names.filter((name) => name === "MGET")).toHaveLength(1);
      expect(names.filter((name) => name === "UNLINK")).toHaveLength(1);
      expect(names.filter((name) => name === "SET")).toHaveLength(4);
    }
  });

  it("finds and deletes keys on every server, each once", async () => {
    const all = keys.flat();
    await cache.setMany(new Map(all.map((key) => [key, 1])));
    expect((await cache.keys("*")).sort()).toEqual(all.toSorted());
    const iterated: string[] = [];
    for await (const key of cache.iterKeys("*", { itersize: 2 })) iterated.push(key);
    expect(new Set(iterated)).toEqual(new Set(all));
    const progress: number[] = [];
    expect(await cache.deletePattern("*", { itersize: 1, onProgress: (n) => progress.push(n) })).toBe(12);
    expect(progress).toEqual(progress.toSorted((x, y) => x - y));
    expect(progress.at(-1)).toBe(12);
    await cache.setMany(new Map(all.map((key) => [key, 1])));
    await cache.clear();
    expect(await shards.raw("KEYS", "*")).toEqual([]);
  });

  it("deletes a key where it was found, also on a server to which it does not belong", async () => {
    const wrong = shards.servers.find((server) => server !== shards.serverOf(":1:stray"));
    await wrong?.command("SET", ":1:stray", "1");
    expect(await cache.deletePattern("stray")).toBe(1);
    expect(await wrong?.command("EXISTS", ":1:stray")).toBe(0);
  });

  describe("sets on different servers", () => {
    beforeEach(async () => {
      await cache.sadd(a, 1, 2, 3, "x", { n: [1] });
      await cache.sadd(b, 2, 3, 4, "1");
      await cache.sadd(c, 3, { n: [1] });
      await cache.sadd(keys[1]?.[1] as string, "x");
    });

    it("are combined by the bytes of their members", async () => {
      const b2 = keys[1]?.[1] as string;
      expect(await cache.sdiff(a, b, c)).toEqual(new Set([1, "x"]));
      expect(await cache.sdiff(a, b, b2)).toEqual(new Set([1, { n: [1] }]));
      expect(await cache.sdiff(b, b2, a)).toEqual(new Set([4, "1"]));
      expect(await cache.sinter(a, b)).toEqual(new Set([2, 3]));
      expect(await cache.sinter(a, c)).toEqual(new Set([3, { n: [1] }]));
      expect(await cache.sinter(a, b, b2)).toEqual(new Set());
      expect(await cache.sunion(b, c, b2)).toEqual(new Set([2, 3, 4, "1", { n: [1] }, "x"]));
      expect([...(await cache.sunion(a, c))]).toHaveLength(5);
      expect(await cache.sinter(a, "none", c)).toEqual(new Set());
    });

    it("are stored on the destination's own server, replacing its value", async () => {
      const to = keys[2]?.[1] as string;
      await cache.set(to, "a text", 50);
      expect(await cache.sunionstore(to, a, b)).toBe(7);
      expect(await cache.scard(to)).toBe(7);
      expect(await cache.ttl(to)).toBeNull();
      expect(await holds(to)).toBe(1);
      expect(await cache.sinterstore(to, a, b)).toBe(2);
      expect(await cache.smembers(to)).toEqual(new Set([2, 3]));
      expect(await cache.sdiffstore(to, b, to)).toBe(2);
      expect(await cache.smembers(to)).toEqual(new Set([4, "1"]));
      expect(await cache.sinterstore(to, c, "none")).toBe(0);
      expect(await cache.has(to)).toBe(false);
    });

    it("of many members are stored whole, in the program's order", async () => {
      const to = keys[2]?.[1] as string;
      const many = Array.from({ length: 12_000 }, (_, n) => n + 10);
      await cache.sadd(a, ...many);
      const answers = await Promise.all([
        cache.sunionstore(to, a, b),
        cache.sadd(to, "later"),
        cache.scard(to),
        cache.delete(a),
      ]);
      expect(answers).toEqual([12_007, 1, 12_008, true]);
    });

    it("of another type are an error, and the destination stays", async () => {
      const to = keys[2]?.[1] as string;
      await cache.sadd(to, "kept");
      await cache.set(b, "no set");
      await expect(cache.sunion(a, b)).rejects.toMatchObject({ code: "ERR_REPLY" });
      await expect(cache.sunionstore(to, a, b)).rejects.toMatchObject({ code: "ERR_REPLY" });
      expect(await cache.smembers(to)).toEqual(new Set(["kept"]));
      // Later calls for that key do not wait forever.
      expect(await cache.sadd(to, "more")).toBe(1);
    });

    it("cannot be named by one script: run fails before anything is sent", async () => {
      const script = { name: "shard:del", source: "return redis.call('DEL', unpack(KEYS))" };
      await expect(cache.client.run(script, [a, b])).rejects.toThrow(/on different servers.*braces/);
      expect(await cache.has(a)).toBe(true);
      expect(await cache.client.run(script, [a])).toBe(1);
      await cache.sadd(a, 1);
    });

    it("cannot be moved between atomically: smove fails before anything is written", async () => {
      for (const cacheOf of [
        cache,
        (await cachesFor({ LOCATION: shards.urls, OPTIONS: { IGNORE_EXCEPTIONS: true } })).get(),
      ]) {
        const error = await cacheOf.smove(a, b, 1).catch((reason) => reason);
        expect(error).toBeInstanceOf(TypeError);
        expect(error.message).toContain(`:1:${a}`);
        expect(error.message).toContain("{tag}");
      }
      expect(await cache.sismember(a, 1)).toBe(true);
      expect(await cache.sismember(b, 1)).toBe(false);
      await cache.sadd("{s}from", 1);
      expect(await cache.smove("{s}from", "{s}to", 1)).toBe(true);
      expect(await cache.smembers("{s}to")).toEqual(new Set([1]));
    });
  });

  describe("incrVersion", () => {
    /** Keys whose next version is on another server, and keys whose next version is on the same. */
    const names = Array.from({ length: 30 }, (_, n) => `user:${n}`);

    it("moves every key to the server of its new version, with its expiry, and back", async () => {
      const moving = names.filter((name) => shards.serverOf(`:1:${name}`) !== shards.serverOf(`:2:${name}`));
      expect(moving.length).toBeGreaterThan(5);
      for (const [n, name] of names.entries()) {
        await cache.set(name, { n }, n % 2 === 0 ? null : 100);
        await cache.set(name, "replaced", { version: 2 });
        expect(await cache.incrVersion(name)).toBe(2);
        expect(await cache.has(name)).toBe(false);
        expect(await cache.get(name, undefined, { version: 2 })).toEqual({ n });
        expect(await shards.raw("EXISTS", `:2:${name}`)).toBe(1);
        const left = await cache.pttl(name, { version: 2 });
        if (n % 2 === 0) expect(left).toBeNull();
        else
          expect(left).toSatisfy((milliseconds: number) => milliseconds > 99_000 && milliseconds <= 100_050);
        expect(await cache.decrVersion(cache.makeKey(name, { version: 2 }))).toBe(1);
        expect(await cache.get(name)).toEqual({ n });
      }
      expect((await cache.keys("*")).sort()).toEqual(names.toSorted());
      await expect(cache.incrVersion("missing")).rejects.toMatchObject({ code: "ERR_KEY_NOT_FOUND" });
    });

    it("moves every type unchanged", async () => {
      for (const name of names.slice(0, 8)) {
        await cache.sadd(`s${name}`, 1, "x");
        await cache.hset(`h${name}`, "f", 1);
        await cache.zadd(`z${name}`, [["m", 1.5]]);
        for (const type of ["s", "h", "z"]) expect(await cache.incrVersion(type + name)).toBe(2);
        expect(await cache.smembers(`s${name}`, { version: 2 })).toEqual(new Set([1, "x"]));
        expect(await cache.hget(`h${name}`, "f", { version: 2 })).toBe(1);
        expect(await cache.zscore(`z${name}`, "m", { version: 2 })).toBe(1.5);
      }
    });

    it("keeps the program's order, there and back and there again, and ends", async () => {
      for (const name of names) {
        const v2 = { version: 2 };
        const answers = await Promise.all([
          cache.set(name, "first"),
          cache.incrVersion(name),
          cache.set(name, "second"),
          cache.get(name, undefined, v2),
          cache.decrVersion(name, 1, v2),
          cache.incrVersion(name),
          cache.get(name, undefined, v2),
          cache.get(name, "gone"),
        ]);
        expect(answers, name).toEqual([true, 2, true, "first", 1, 2, "first", "gone"]);
      }
    });

    it("ends, however moves and stores interleave", async () => {
      const v2 = { version: 2 };
      for (const name of names.slice(0, 12)) {
        const other = keys[0]?.[3] as string;
        await cache.sadd(name, 1, 2);
        await cache.sadd(other, 3);
        const [first, ...rest] = await Promise.allSettled([
          cache.incrVersion(name),
          cache.decrVersion(name, 1, v2),
          cache.incrVersion(name),
          cache.sunionstore(cache.makeKey(name, v2), name, other),
          cache.decrVersion(name, 1, v2),
          cache.sunionstore(name, cache.makeKey(name, v2), name, other),
          cache.incrVersion(name),
          cache.scard(name, v2),
        ]);
        expect(first).toEqual({ status: "fulfilled", value: 2 });
        expect(rest.map((each) => (each.status === "fulfilled" ? each.value : each.reason))).toEqual([
          ...[1, 2],
          // By then the members are at version 2, and the stored set has only the others.
          ...[1, 1, 1, 2, 1],
        ]);
        await cache.delete(name, v2);
      }
    });

    it("loses no write in between: the move takes the latest value", async () => {
      const name = names.find(
        (each) => shards.serverOf(`:1:${each}`) !== shards.serverOf(`:2:${each}`),
      ) as string;
      const other = (await cachesFor({ LOCATION: shards.urls })).get();
      for (let round = 0; round < 50; round++) {
        await cache.set(name, 0);
        const counting = Promise.allSettled(Array.from({ length: 10 }, () => other.incr(name)));
        await cache.incrVersion(name);
        const counted = (await counting).filter(({ status }) => status === "fulfilled").length;
        const moved = (await cache.get<number>(name, 0, { version: 2 })) as number;
        expect(moved).toBe(counted);
        await cache.delete(name, { version: 2 });
      }
    });
  });

  it("returns the connection of a key's server, and requires a key", async () => {
    const caches = await cachesFor({ LOCATION: shards.urls });
    interface Raw {
      set(key: string, value: string): Promise<unknown>;
    }
    for (const key of [a, b, c]) {
      const raw = (await caches.getRedisConnection("default", { key })) as Raw;
      await raw.set(`:1:${key}`, '"raw"');
      expect(await cache.get(key)).toBe("raw");
    }
    await expect(caches.getRedisConnection("default")).rejects.toThrow(/\{ key \}/);
    await expect(caches.getRedisConnection("default", { write: false })).rejects.toThrow(TypeError);
  });
});

describe("LOCATION", () => {
  it("may name a server twice", async () => {
    await shards.raw("FLUSHALL");
    const once = (await cachesFor({ LOCATION: shards.urls })).get();
    const twice = (await cachesFor({ LOCATION: [...shards.urls, shards.urls[0] as string] })).get();
    for (const key of shards.keysOfEach(3).flat()) {
      await once.set(key, key);
      expect(await twice.get(key)).toBe(key);
    }
    expect(await twice.keys("*")).toHaveLength(9);
    expect(await twice.deletePattern("*")).toBe(9);
    await twice.client.ready();
  });

  it("may be one server, or a comma list", async () => {
    const one = (await cachesFor({ LOCATION: shards.urls[0] as string })).get();
    await one.set("k", 1);
    expect(await one.smove("k1", "k2", 1)).toBe(false);
    const listed = (await cachesFor({ LOCATION: shards.urls.join(", ") })).get();
    for (const key of shards.keysOfEach(1).flat()) {
      await listed.set(key, 1);
      expect(await shards.raw("EXISTS", `:1:${key}`)).toBe(1);
    }
  });

  it("has no replicas, so REPLICA_READ_ONLY is rejected", async () => {
    await expect(cachesFor({ LOCATION: shards.urls, OPTIONS: { REPLICA_READ_ONLY: false } })).rejects.toThrow(
      /REPLICA_READ_ONLY/,
    );
  });
});
