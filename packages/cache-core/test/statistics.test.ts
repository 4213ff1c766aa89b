import { ConnectionInterrupted, RedisCache, Statistics } from "@coffer/cache-core";
import { describe, expect, test } from "vitest";
import { clientOf, makeCaches } from "./support/parts.js";

describe("Statistics", () => {
  test("puts a batch of exactly a bucket's limit into it, and counts one that is larger than all", async () => {
    const statistics = new Statistics();
    for (const entries of [1, 2, 3, 1024, 1025]) await statistics.trip(entries, Promise.resolve());
    const { batches, latency } = statistics.snapshot();
    const upTo = Object.fromEntries(batches.buckets.map(({ le, count }) => [le, count]));
    expect(upTo).toMatchObject({ 1: 1, 2: 2, 4: 3, 512: 3, 1024: 4 });
    expect(batches).toMatchObject({ count: 5, sum: 2055 });
    expect(latency.count).toBe(5);
  });

  test("hands on what a trip comes to, and counts all of its entries where it fails", async () => {
    const statistics = new Statistics();
    const answer = {};
    expect(await statistics.trip(1, Promise.resolve(answer))).toBe(answer);
    const error = new ConnectionInterrupted("ERR_TIMEOUT", "late");
    await expect(statistics.trip(3, Promise.reject(error))).rejects.toBe(error);
    statistics.failed(new Error("of nobody knows whom"));
    const { errors, errorCodes, latency } = statistics.snapshot();
    expect(errors).toBe(4);
    expect(errorCodes).toMatchObject({ ERR_TIMEOUT: 3, unknown: 1, ERR_REPLY: 0 });
    expect(latency.count).toBe(1);
  });

  test("takes null for found, as every reader does, and a promise when it resolves", async () => {
    const statistics = new Statistics();
    expect(statistics.found(null)).toBe(null);
    const later = statistics.found(Promise.resolve("inflated"));
    expect(statistics.snapshot()).toMatchObject({ hits: 1, misses: 0 });
    expect(await later).toBe("inflated");
    expect(statistics.snapshot()).toMatchObject({ hits: 2, misses: 0 });
  });

  test("is a copy: what is counted later does not change what was handed out", () => {
    const statistics = new Statistics();
    const before = statistics.snapshot();
    statistics.stored(true);
    statistics.failed(new Error("x"));
    expect(before).toMatchObject({ writes: 0, errors: 0 });
    expect(before.errorCodes).not.toHaveProperty("unknown");
  });
});

describe("caches.stats()", () => {
  test("has zeros for a client that counts nothing, and the numbers of one that does", async () => {
    const caches = await makeCaches();
    await caches.get().get("k");
    expect(caches.stats().default).toMatchObject({ hits: 0, misses: 0, writes: 0, errors: 0 });
    clientOf(caches).context.statistics.found("value");
    expect(caches.stats().default).toMatchObject({ hits: 1 });
  });

  test("leaves out a BACKEND that has no stats", async () => {
    class Bare extends RedisCache {}
    Object.defineProperty(Bare.prototype, "stats", { value: undefined });
    const caches = await makeCaches({ BACKEND: Bare });
    expect(caches.stats()).toEqual({});
  });
});
