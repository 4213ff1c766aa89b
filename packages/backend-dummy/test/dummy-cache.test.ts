import { DummyCache } from "@coffer/backend-dummy";
import { type Cache, createCaches, type Settings } from "@coffer/cache-core";
import { describe, expect, test, vi } from "vitest";

async function open(settings: object = { BACKEND: "dummy" }): Promise<Cache> {
  const caches = await createCaches({ CACHES: { default: settings } } as Settings, { parent: import.meta });
  await caches.ready();
  return caches.get();
}

describe("the dummy backend", () => {
  test.each<object>([
    { BACKEND: "dummy" },
    { BACKEND: "@coffer/backend-dummy" },
    { BACKEND: "@coffer/backend-dummy#DummyCache" },
    { BACKEND: "django.core.cache.backends.dummy.DummyCache" },
    { BACKEND: DummyCache },
    // Options of the backend that it replaces.
    { BACKEND: "dummy", LOCATION: "unique-snowflake", OPTIONS: { CLIENT_CLASS: "no.such.Client", ANY: 1 } },
  ])("is configured by %o alone", async (settings) => {
    expect(await open(settings)).toBeInstanceOf(DummyCache);
  });

  test("stores nothing", async () => {
    const cache = await open();
    expect(await cache.set("k", 1)).toBe(true);
    expect(await cache.add("k", 1)).toBe(true);
    expect(await cache.set("k", 1, { xx: true })).toBe(false);
    expect(await cache.setMany({ k: 1, l: 2 })).toEqual([]);
    expect(await cache.sadd("set", "a", "b", "a")).toBe(2);
    expect(await cache.zadd("zset", { a: 1, b: 2 } as never)).toBe(2);
    expect(await cache.get("k")).toBeUndefined();
    expect(await cache.get("k", "fallback")).toBe("fallback");
    expect(await cache.getMany(["k", "l"])).toEqual(new Map());
    expect(await cache.has("k")).toBe(false);
    expect(await cache.smembers("set")).toEqual(new Set());
    expect(await cache.delete("k")).toBe(false);
    expect(await cache.keys("*")).toEqual([]);
    for await (const key of cache.iterKeys("*")) expect.unreachable(key);
    expect(await cache.clear()).toBeUndefined();
    expect(cache.stats()).toMatchObject({ hits: 0, writes: 0 });
  });

  test("loads every time", async () => {
    const cache = await open();
    const load = vi.fn(async () => "made");
    expect([await cache.getOrSet("k", load), await cache.getOrSet("k", load)]).toEqual(["made", "made"]);
    expect(load).toHaveBeenCalledTimes(2);
    expect(await cache.getOrSet("k", 5)).toBe(5);
  });

  test("has no value to pull, and update returns the result of change without storing it", async () => {
    const cache = await open();
    expect(await cache.pull("k", "fallback")).toBe("fallback");
    expect(await cache.getWithTtl("k")).toBeUndefined();
    const change = vi.fn(async (value: unknown) => [value]);
    expect(await cache.update("k", change)).toEqual([undefined]);
    expect(await cache.update("k", () => undefined)).toBeUndefined();
    expect(change).toHaveBeenCalledTimes(1);
  });

  test("restores locks by any token, and runs no script", async () => {
    const cache = await open();
    const held = cache.lock("k").restore("token");
    expect([held.token, await held.owned(), await held.extend(5)]).toEqual(["token", true, true]);
    await held.release();
    await expect(held.release()).rejects.toMatchObject({ code: "ERR_LOCK" });
    const script = { name: "x", source: "return 1" };
    await expect(cache.client.run(script, ["k"])).rejects.toThrow(/no Redis to run a script/);
  });

  test("counts a missing key only with ignoreKeyCheck", async () => {
    const cache = await open();
    await expect(cache.incr("k")).rejects.toMatchObject({ code: "ERR_KEY_NOT_FOUND" });
    await expect(cache.decrVersion("k")).rejects.toMatchObject({ code: "ERR_KEY_NOT_FOUND" });
    expect(await cache.incr("k", 2, { ignoreKeyCheck: true })).toBe(2);
    expect(await cache.decr("k", 2, { ignoreKeyCheck: true })).toBe(-2);
  });

  test("has locks that can always be acquired", async () => {
    const cache = await open();
    const lock = cache.lock("job", { fencing: true });
    await expect(lock.release()).rejects.toMatchObject({ code: "ERR_LOCK" });
    const [one, two] = [await lock.acquire(), await lock.acquire()];
    expect(two?.fencingToken).toBeGreaterThan(one?.fencingToken as number);
    expect(await lock.owned()).toBe(true);
    expect(await lock.extend(5)).toBe(true);
    await lock.release();
    expect(await lock.locked()).toBe(false);
    await expect(two?.release()).rejects.toMatchObject({ code: "ERR_LOCK" });
    expect(await lock.using(async (signal, held) => [signal.aborted, await held.owned()])).toEqual([
      false,
      true,
    ]);
    expect(await lock.owned()).toBe(false);
  });

  test("rejects a wrong key as a real cache does, before anything else", async () => {
    const cache = await open();
    for (const command of [
      "get",
      "set",
      "delete",
      "has",
      "sadd",
      "hget",
      "incr",
      "getOrSet",
      "ttl",
    ] as const) {
      const call = cache[command] as (...args: unknown[]) => Promise<unknown>;
      await expect(call.call(cache, { id: 1 }, 1), command).rejects.toThrow(TypeError);
    }
    const many = [5] as never[];
    await expect(cache.getMany(many)).rejects.toThrow(TypeError);
    await expect(cache.deleteMany(many)).rejects.toThrow(TypeError);
    await expect(cache.setMany(new Map([[5, 1]]) as never)).rejects.toThrow(TypeError);
  });

  test("has no Redis to connect to", async () => {
    const caches = await createCaches({ CACHES: { default: { BACKEND: "dummy" } } }, { parent: import.meta });
    await expect(caches.getRedisConnection()).rejects.toMatchObject({ code: "ERR_IMPROPERLY_CONFIGURED" });
    await caches.close();
  });
});

test("the dummy backend calls wrapped functions and batch loaders every time", async () => {
  const cache = await open();
  const double = vi.fn((n: number) => 2 * n);
  const wrapped = cache.wrap("double", double);
  expect([await wrapped(2), await wrapped(2), await wrapped.fresh(3), await wrapped.delete(3)]).toEqual([
    4,
    4,
    6,
    false,
  ]);
  expect(double).toHaveBeenCalledTimes(3);
  const load = vi.fn((ids: number[]) => ids.map((id) => [id, id + 1] as const));
  const batch = cache.batch({ key: (id: number) => `k${id}`, load });
  for (let round = 0; round < 2; round++)
    expect(await Promise.all([batch.get(1), batch.get(2)])).toEqual([2, 3]);
  expect(load.mock.calls.map(([ids]) => ids)).toEqual([
    [1, 2],
    [1, 2],
  ]);
});
