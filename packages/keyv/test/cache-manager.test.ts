import { createKeyv } from "@coffer/keyv";
import { eventually } from "@coffer-internal/servers";
import { createCache, type Cache as Manager } from "cache-manager";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Started, start, TOPOLOGIES } from "../../../test/fixtures/topologies.js";

describe.each(TOPOLOGIES)("cache-manager over the %s client", (topology) => {
  let started: Started;
  let cache: Manager;
  beforeAll(async () => {
    started = await start(topology);
  });
  afterAll(() => started[Symbol.asyncDispose]());
  beforeEach(async () => {
    await started.empty();
    cache = createCache({ stores: [createKeyv(started.caches)], ttl: 600_000 });
  });

  test("sets, gets and deletes, one key or many", async () => {
    expect(await cache.set("a", { one: 1 })).toEqual({ one: 1 });
    expect(await cache.get("a")).toEqual({ one: 1 });
    await cache.mset([
      { key: "b", value: 2 },
      { key: "c", value: null },
    ]);
    expect(await cache.mget(["b", "missing", "a"])).toEqual([2, undefined, { one: 1 }]);
    expect(await cache.del("a")).toBe(true);
    expect(await cache.mdel(["b"])).toBe(true);
    expect(await cache.mget(["a", "b"])).toEqual([undefined, undefined]);
  });

  test("uses the expiry of the call or its own default", async () => {
    const before = Date.now();
    await cache.set("default", 1);
    await cache.set("hour", 1, 3_600_000);
    const after = Date.now();
    const expires = (await cache.ttl("default")) ?? 0;
    expect(expires).toBeGreaterThanOrEqual(before + 600_000);
    expect(expires).toBeLessThanOrEqual(after + 600_000);
    expect(await cache.ttl("hour")).toBeGreaterThan(after + 3_000_000);
    expect(await cache.ttl("missing")).toBeUndefined();
    expect(await started.pttl("shop:1:keyv:hour")).toBeGreaterThan(3_000_000);
  });

  test("does not return an expired value", async () => {
    await cache.set("short", "value", 1_000);
    await eventually(async () => expect(await cache.get("short")).toBeUndefined());
    expect(await started.keys()).toEqual([]);
  });

  test("wraps a function: it runs once, and its value is shared", async () => {
    let runs = 0;
    const wrapped = () => cache.wrap("report", async () => ({ run: ++runs }), 600_000);
    expect(await wrapped()).toEqual({ run: 1 });
    expect(await wrapped()).toEqual({ run: 1 });
    const other = createCache({ stores: [createKeyv(started.caches)] });
    expect(await other.get("report")).toEqual({ run: 1 });
    await cache.del("report");
    expect(await wrapped()).toEqual({ run: 2 });
  });

  test("returns the value at once and refreshes it in the background, once less than refreshThreshold is left", async () => {
    let runs = 0;
    const wrapped = () => cache.wrap("report", async () => ++runs, 600_000, 3_600_000);
    expect(await wrapped()).toBe(1);
    expect(await wrapped()).toBe(1);
    await eventually(async () => expect(await cache.get("report")).toBe(2));
  });

  test("clears what it has set, and nothing else of the cache", async () => {
    await cache.set("a", 1);
    await started.caches.get().set("own", 1);
    await cache.clear();
    expect(await started.keys()).toEqual(["shop:1:own"]);
  });
});
