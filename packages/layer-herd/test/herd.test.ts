import { type Cache, type CacheSettings, type Caches, createCaches } from "@coffer/cache-core";
import { DefaultClient } from "@coffer/client-default";
import { ZlibCompressor } from "@coffer/compressor-zlib";
import { ConnectionFactory } from "@coffer/connection-ioredis";
import { JsonSerializer } from "@coffer/serializer-json";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const opened: Caches[] = [];
beforeEach(() => server.command("FLUSHALL"));
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(opened.splice(0).map((caches) => caches.close()));
});

async function herd(OPTIONS: CacheSettings["OPTIONS"] = {}, top: object = {}): Promise<Cache> {
  const parts = {
    CLIENT_CLASS: DefaultClient,
    LAYERS: ["herd"],
    SERIALIZER: JsonSerializer,
    CONNECTION_FACTORY: ConnectionFactory,
  };
  const settings = {
    ...top,
    CACHES: { default: { LOCATION: server.url(), OPTIONS: { ...parts, ...OPTIONS } } },
  };
  const caches = await createCaches(settings, { parent: import.meta });
  opened.push(caches);
  return caches.get();
}

const raw = (key: string) => server.command("GET", `:1:${key}`) as Promise<Buffer>;

/**
 * Makes a value look as if its timeout had been over for this many seconds, unnoticed by the server.
 * @returns when it was over.
 */
async function age(key: string, seconds: number): Promise<number> {
  const when = Date.now() - seconds * 1000;
  await server.command("SETRANGE", `:1:${key}`, 6, String(when).padStart(15, "0"));
  return when;
}

/** The random number: 0 means expired as early as possible, almost 1 only when it is certain. */
const draw = (random: number) => vi.spyOn(Math, "random").mockReturnValue(random);
const UNLUCKY = 0;
const LUCKY = 0.999999;

describe("the envelope", () => {
  it("exists for values with a timeout, which Redis keeps for the herd's time longer", async () => {
    const cache = await herd();
    const before = Date.now();
    await cache.set("k", { n: 1 }, 100);
    const stored = String(await raw("k"));
    expect(stored).toMatch(/^.herd:\d{15}:\{"n":1\}$/);
    expect(Number(stored.slice(6, 21)) - before - 100_000).toBeLessThan(20_000);
    const left = (await cache.ttl("k")) as number;
    expect(left <= 160 && left > 140).toBe(true);
    expect(await cache.get("k")).toEqual({ n: 1 });
  });

  it("has the time of CACHE_HERD_TIMEOUT, of the cache or of all caches", async () => {
    const own = await herd({ CACHE_HERD_TIMEOUT: 700 }, { DJANGO_REDIS_CACHE_HERD_TIMEOUT: 900 });
    await own.set("own", "x", 100);
    expect(await own.ttl("own")).toBeCloseTo(800, -1);
    const global = await herd({}, { CACHE_HERD_TIMEOUT: 900 });
    await global.set("global", "x", 100);
    expect(await global.ttl("global")).toBeCloseTo(1000, -1);
    await expect(herd({ CACHE_HERD_TIMEOUT: -1 })).rejects.toThrow(/CACHE_HERD_TIMEOUT/);
  });

  it("is left out for values that never expire, and for integers, which Redis counts", async () => {
    const cache = await herd();
    await cache.set("for ever", "x", null);
    expect(String(await raw("for ever"))).toBe('"x"');
    expect(await cache.ttl("for ever")).toBe(null);
    await cache.set("n", 5, 100);
    expect(String(await raw("n"))).toBe("5");
    expect(await cache.ttl("n")).toBeCloseTo(100, -1);
    expect(await cache.incr("n")).toBe(6);
    await cache.set("gone", "x", 0);
    expect(await cache.has("gone")).toBe(false);
  });

  it("is not part of the value: values of other writers, and values that look like one, are read unchanged", async () => {
    class Bytes {
      dumps = (value: unknown) => value as Buffer;
      loads = (data: Buffer) => Buffer.from(data);
    }
    const cache = await herd({ SERIALIZER: Bytes });
    const tricky = Buffer.from("\x01herd:000000000000000:x");
    for (const timeout of [null, 100]) {
      for (const value of [tricky, tricky.subarray(0, 10), Buffer.from([1]), Buffer.from([1, 0xff, 0])]) {
        await cache.set("k", value, timeout);
        expect(await cache.get("k")).toEqual(value);
        expect(await cache.getOrSet("k", () => value)).toEqual(value);
      }
    }
    await cache.delete("k");
    expect(await cache.getOrSet("k", () => tricky, null)).toEqual(tricky);
    expect(await cache.get("k")).toEqual(tricky);
    await server.command("SET", ":1:theirs", "[1,2,3]");
    expect(await (await herd()).get("theirs")).toEqual([1, 2, 3]);
  });

  it("is added to compressed values, too, also if they are compressed in the thread pool", async () => {
    const cache = await herd({ COMPRESSOR: ZlibCompressor });
    const values = { long: "x".repeat(1000), larger: "y".repeat(300_000), n: 5, short: "z" };
    expect(await cache.setMany(values)).toEqual([]);
    expect(await cache.getMany(Object.keys(values))).toEqual(new Map(Object.entries(values)));
    expect(await cache.add("larger", "other")).toBe(false);
    await age("larger", 5);
    expect(await cache.add("larger", "y".repeat(400_000))).toBe(true);
    expect(await cache.get("larger")).toHaveLength(400_000);
  });
});

describe("after the timeout", () => {
  it("a value expires with django-redis's probability, for each reader independently", async () => {
    const cache = await herd({ CACHE_HERD_TIMEOUT: 20 });
    await cache.set("k", "x", 100);
    for (const seconds of [-5, 0.2, 4.2, 14.2, 20.1]) {
      const when = await age("k", seconds);
      const probability = () => {
        const second = Math.floor((Date.now() - when) / 1000);
        return second < 1 ? 0 : Math.min(1, (second + 1) / 20);
      };
      // Two thousand reads may take seconds, which count.
      const atFirst = probability();
      const all = await Promise.all(Array.from({ length: 2000 }, () => cache.get("k")));
      const atLast = probability();
      const share = all.filter((each) => each === undefined).length / all.length;
      if (atFirst === atLast && (atFirst === 0 || atFirst === 1)) expect(share, `${seconds} s`).toBe(atFirst);
      expect(share, `${seconds} s`).toBeGreaterThan(atFirst - 0.06);
      expect(share, `${seconds} s`).toBeLessThan(atLast + 0.06);
    }
  });

  it("a reader for whom it has expired gets the fallback unchanged, and getMany leaves the key out", async () => {
    const cache = await herd();
    await cache.setMany({ old: "x", new: "y" }, 100);
    await age("old", 5);
    draw(UNLUCKY);
    const fallback = [1, 2, 3].values();
    expect(await cache.get("old", fallback)).toBe(fallback);
    expect(await cache.getMany(["old", "new"].values())).toEqual(new Map([["new", "y"]]));
    draw(LUCKY);
    expect(await cache.getMany(["old", "new"])).toEqual(
      new Map([
        ["old", "x"],
        ["new", "y"],
      ]),
    );
  });

  it("add and nx write, once", async () => {
    const cache = await herd();
    await cache.set("k", "old", 100);
    expect(await cache.add("k", "new")).toBe(false);
    await age("k", 1);
    expect(await cache.add("k", "new")).toBe(true);
    expect(await cache.add("k", "newer")).toBe(false);
    expect(await cache.get("k")).toBe("new");
    await age("k", 1);
    expect(await cache.set("k", "newest", { nx: true, timeout: 50 })).toBe(true);
    expect(await cache.ttl("k")).toBeCloseTo(110, -1);
  });

  it("xx writes only if the key exists", async () => {
    const cache = await herd();
    expect(await cache.set("k", "x", { xx: true, timeout: 50 })).toBe(false);
    await cache.set("k", "old", 100);
    expect(await cache.set("k", "new", { xx: true, timeout: 50 })).toBe(true);
    expect(await cache.get("k")).toBe("new");
  });

  it("touch does not find it; before, it gives the value its whole time again", async () => {
    const cache = await herd();
    await cache.set("k", null, 100);
    await age("k", -5);
    expect(await cache.touch("k", 50)).toBe(true);
    expect(await cache.ttl("k")).toBeCloseTo(110, -1);
    expect(Number(String(await raw("k")).slice(6, 21)) - Date.now()).toBeGreaterThan(49_000);
    await age("k", 1);
    expect(await cache.touch("k", 50)).toBe(false);
    await cache.set("k", "x", 100);
    expect(await cache.touch("k", null)).toBe(true);
    expect(await cache.ttl("k")).toBe(null);
    expect(await cache.get("k")).toBe("x");
    await cache.set("n", 5, 100);
    expect(await cache.touch("n", 50)).toBe(true);
    expect(await cache.ttl("n")).toBeCloseTo(50, -1);
    expect(await cache.touch("none", 50)).toBe(false);
    expect(await cache.touch("none", null)).toBe(false);
  });
});

describe("the rest", () => {
  it("counts numbers in envelopes, too, and keeps their time", async () => {
    const cache = await herd();
    await cache.set("share", 0.5, 100);
    expect(await cache.incr("share", 0.25)).toBe(0.75);
    expect(await cache.incr("share", 0.25)).toBe(1);
    expect(await cache.incr("share")).toBe(2);
    expect(await cache.ttl("share")).toBeCloseTo(160, -1);
    await age("share", 100);
    expect(await cache.get("share")).toBe(undefined);
    await cache.getOrSet("loaded", () => 41, 100);
    expect(await cache.ttl("loaded")).toBeCloseTo(160, -1);
    expect(await cache.incr("loaded")).toBe(42);
    expect(await cache.get("loaded")).toBe(42);
  });

  it("moves values with their envelope to another version, and adds no time", async () => {
    const cache = await herd();
    await cache.set("k", "x", 100);
    const before = await raw("k");
    expect(await cache.incrVersion("k")).toBe(2);
    expect(await server.command("GET", ":2:k")).toEqual(before);
    expect(await cache.ttl("k", { version: 2 })).toBeCloseTo(160, -1);
  });

  it("expire and persist apply to the Redis key, has too", async () => {
    const cache = await herd();
    await cache.set("k", "x", 100);
    const before = await raw("k");
    await cache.expire("k", 500);
    expect(await cache.pttl("k")).toBeGreaterThan(499_000);
    await cache.persist("k");
    expect(await cache.ttl("k")).toBe(null);
    expect(await raw("k")).toEqual(before);
    await age("k", 500);
    expect(await cache.has("k")).toBe(true);
    expect(await cache.get("k")).toBe(undefined);
  });

  it("locks as every client does", async () => {
    const cache = await herd();
    const held = await cache.lock("k", { timeout: 30 }).acquire();
    expect(await raw("k")).toHaveLength(32);
    await held?.release();
  });
});
