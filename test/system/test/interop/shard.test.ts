import { type RedisServer, startServer } from "@coffer-internal/servers";
import { type Cache, type Caches, createCaches } from "coffer";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DjangoCache } from "./django-cache.js";

/**
 * Not empty if the machine lacks Debian's packages. Then `npm test` warns that it leaves these tests out, and CI fails.
 */
const missing =
  process.env.COFFER_NO_DJANGO === "1" ? " (left out: there is no python3-django-redis here)" : "";

const KEYS = [
  ...Array.from({ length: 60 }, (_, n) => `key${n}`),
  ...["user:1", "{user:1}:cart", "a{b}c{d}e", "{a}{}", "{}", "{{a}}", "}{", "ключ", "😀", "with blank", ""],
  ...["line\n{tag}", "{tag}\nline", "{tag}\r{other}", "{tag}\u2028{other}"],
];

describe.skipIf(missing !== "")(`coffer and the real django-redis on the same shards${missing}`, () => {
  let servers: RedisServer[];
  let python: DjangoCache;
  let caches: Caches;
  let cache: Cache;

  beforeAll(async () => {
    servers = await Promise.all([startServer(), startServer(), startServer()]);
    const settings = {
      LOCATION: servers.map((server, database) => server.url(database)),
      KEY_PREFIX: "app",
      OPTIONS: {
        CLIENT_CLASS: "django_redis.client.ShardClient",
        SERIALIZER: "django_redis.serializers.json.JSONSerializer",
      },
    };
    python = new DjangoCache(settings);
    caches = await createCaches({ CACHES: { default: settings } }, { parent: import.meta });
    cache = caches.get();
  });
  beforeEach(() => Promise.all(servers.map((server) => server.command("FLUSHALL"))));
  afterAll(async () => {
    await caches.close();
    await python[Symbol.asyncDispose]();
    await Promise.all(servers.map((server) => server.stop()));
  });

  /** The number of keys of each server, in all of its databases. */
  async function sizes(): Promise<number[]> {
    const keyspaces = await Promise.all(servers.map((server) => server.info("keyspace")));
    return keyspaces.map((databases) =>
      Object.values(databases).reduce((sum, its) => sum + Number(/keys=(\d+)/.exec(String(its))?.[1]), 0),
    );
  }

  it("coffer finds every key that Python wrote", async () => {
    for (const key of KEYS) await python.call("set", [key, `of ${key}`]);
    expect(Math.min(...(await sizes()))).toBeGreaterThan(0);
    for (const key of KEYS) expect(await cache.get(key), key).toBe(`of ${key}`);
    expect(await cache.getMany(KEYS)).toEqual(new Map(KEYS.map((key) => [key, `of ${key}`])));
    expect((await cache.keys("*")).sort()).toEqual(KEYS.toSorted());
    expect(await cache.deleteMany(KEYS)).toBe(KEYS.length);
    expect(await sizes()).toEqual([0, 0, 0]);
  });

  it("Python finds every key that coffer wrote", async () => {
    expect(await cache.setMany(new Map(KEYS.map((key) => [key, `of ${key}`])))).toEqual([]);
    for (const key of KEYS) expect(await python.call("get", [key]), key).toBe(`of ${key}`);
    expect(await python.call("get_many", [KEYS])).toEqual(
      Object.fromEntries(KEYS.map((key) => [key, `of ${key}`])),
    );
    expect((await python.call("keys", ["*"])) as string[]).toHaveLength(KEYS.length);
    for (const key of KEYS) expect(await python.call("delete", [key]), key).toBeTruthy();
    expect(await sizes()).toEqual([0, 0, 0]);
  });

  it("both put a key on the same server, so that none exists twice", async () => {
    for (const key of KEYS) {
      await python.call("set", [key, "Python's"]);
      await cache.set(key, "coffer's");
    }
    expect((await sizes()).reduce((sum, size) => sum + size, 0)).toBe(KEYS.length);
    for (const key of KEYS) expect(await python.call("get", [key]), key).toBe("coffer's");
  });

  it("both count on the same counter, and each finds versions that the other moved", async () => {
    for (const key of KEYS.slice(0, 20)) {
      await cache.set(key, 1, null);
      expect(await python.call("incr", [key, { $int: "4" }])).toEqual({ $int: "5" });
      expect(await cache.incr(key, 2)).toBe(7);
      expect(await cache.incrVersion(key)).toBe(2);
      expect(await python.call("get", [key], { version: 2 })).toEqual({ $int: "7" });
      expect(await python.call("incr_version", [key], { version: 2 })).toEqual({ $int: "3" });
      expect(await cache.get(key, undefined, { version: 3 })).toBe(7);
    }
  });

  it("their locks exclude each other, whichever server a key is on", async () => {
    const once = { blocking: false };
    for (const key of KEYS) {
      const held = await cache.lock(key, { timeout: 30 }).acquire(once);
      expect(held, key).not.toBeNull();
      expect(await python.call("lock_acquire", [key], once), key).toBe(false);
      await held?.release();
      expect(await python.call("lock_acquire", [key], once), key).toBe(true);
      expect(await cache.lock(key).acquire(once), key).toBeNull();
      await python.call("lock_release", [key]);
      expect(await cache.lock(key).locked(), key).toBe(false);
    }
  });

  it("each deletes what the other stored", async () => {
    await cache.setMany(new Map(KEYS.map((key) => [key, 1])));
    expect(await python.call("delete_pattern", ["key1*"])).toEqual({ $int: "11" });
    expect(await cache.deletePattern("key2*")).toBe(11);
    await python.call("set", ["key1", "x"]);
    await cache.clear();
    expect(await sizes()).toEqual([0, 0, 0]);
  });
});
