import { ExpressStore, type RateLimitStoreOptions } from "@coffer/rate-limit";
import { eventually } from "@coffer-internal/servers";
import { rateLimit } from "express-rate-limit";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Started, start, TOPOLOGIES } from "../../../test/fixtures/topologies.js";

const HOUR = 3_600_000;
const KEY = "shop:1:window:api:test-store";

// The tests of rate-limit-redis for its own store, without its option resetExpiryOnChange, on real servers.
describe.each(TOPOLOGIES)("a store for express-rate-limit over the %s client", (topology) => {
  let started: Started;
  let store: ExpressStore;
  beforeAll(async () => {
    started = await start(topology);
  });
  afterAll(() => started[Symbol.asyncDispose]());
  beforeEach(async () => {
    await started.empty();
    store = new ExpressStore(started.caches, { name: "api" });
    store.init({ windowMs: HOUR });
  });
  const expectWindow = async (key = KEY) => {
    const left = await started.pttl(key);
    expect(left).toBeGreaterThan(HOUR / 2);
    expect(left).toBeLessThanOrEqual(HOUR);
  };

  test("has keys with its name", async () => {
    const other = new ExpressStore(started.caches, { name: "test" });
    other.init({ windowMs: HOUR });
    await other.increment("store");
    await store.increment("store");
    expect(await started.keys()).toEqual(["shop:1:window:api:store", "shop:1:window:test:store"]);
    expect(other.prefix).toBe("test");
    await expectWindow("shop:1:window:test:store");
  });

  test("sets the value to 1 on the first call to increment", async () => {
    const before = Date.now();
    const { totalHits, resetTime } = await store.increment("test-store");
    expect(totalHits).toBe(1);
    expect(Number(resetTime)).toBeGreaterThanOrEqual(before + HOUR);
    expect(Number(resetTime)).toBeLessThanOrEqual(Date.now() + HOUR);
    await expectWindow();
  });

  test("increments the key when increment is called, in the same window", async () => {
    await store.increment("test-store");
    expect((await store.increment("test-store")).totalHits).toBe(2);
    await expectWindow();
  });

  test("decrements the key when decrement is called, never below 0", async () => {
    await store.increment("test-store");
    await store.increment("test-store");
    await store.decrement("test-store");
    expect((await store.increment("test-store")).totalHits).toBe(2);
    await expectWindow();
    for (let call = 0; call < 4; call++) await store.decrement("test-store");
    expect((await store.increment("test-store")).totalHits).toBe(1);
    await store.decrement("missing");
    expect(await started.keys()).toEqual([KEY]);
  });

  test("resets the count when resetKey is called", async () => {
    await store.increment("test-store");
    await store.increment("test-store");
    await store.resetKey("test-store");
    expect((await store.increment("test-store")).totalHits).toBe(1);
  });

  test("resets all counts of its name when resetAll is called", async () => {
    const other = new ExpressStore(started.caches, { name: "other" });
    await Promise.all([store.increment("one"), store.increment("two"), other.increment("one")]);
    await store.resetAll();
    expect(await started.keys()).toEqual(["shop:1:window:other:one"]);
  });

  test("fetches the count when get is called", async () => {
    expect(await store.get("test-store")).toBeUndefined();
    await store.increment("test-store");
    await store.increment("test-store");
    expect(await store.get("test-store")).toEqual({ totalHits: 2, resetTime: expect.any(Date) });
  });

  test("resets all counts when their window is over, and starts the next with 1", async () => {
    store.init({ windowMs: 1_000 });
    await Promise.all([store.increment("one"), store.increment("two")]);
    await eventually(async () => expect(await started.keys()).toEqual([]));
    expect((await store.increment("one")).totalHits).toBe(1);
  });
});

describe("a store for express-rate-limit", () => {
  let started: Started;
  beforeAll(async () => {
    started = await start("default");
  });
  afterAll(() => started[Symbol.asyncDispose]());

  test("is accepted by its type, and works with the limiter's own methods", async () => {
    const limiter = rateLimit({ windowMs: HOUR, store: new ExpressStore(started.caches, { name: "mine" }) });
    expect(await limiter.getKey("127.0.0.1")).toBeUndefined();
    await limiter.resetKey("127.0.0.1");
  });

  test.each<[object, string]>([
    [{ name: undefined }, "ExpressStore: name must be a string of at least one character, got undefined"],
    [{ prefix: "rl:" }, "ExpressStore: there is no option 'prefix'; known are name, alias"],
    [{ alias: "other" }, "CACHES has no 'other'"],
  ])("refuses %j", (wrong, message) => {
    const options = { name: "api", ...wrong } as RateLimitStoreOptions;
    expect(() => new ExpressStore(started.caches, options)).toThrow(message);
  });
});
