import { Statistics } from "@coffer/backend-kit";
import { ConnectionInterrupted } from "@coffer/cache-core";
import { describe, expect, test } from "vitest";

describe("Statistics", () => {
  test("puts a batch of exactly a bucket's limit into it, and counts one that is larger than all", () => {
    const statistics = new Statistics();
    for (const entries of [1, 2, 3, 1024, 1025]) statistics.batchAnswered(statistics.batchSent(entries));
    const { batches, latency } = statistics.snapshot();
    const upTo = Object.fromEntries(batches.buckets.map(({ le, count }) => [le, count]));
    expect(upTo).toMatchObject({ 1: 1, 2: 2, 4: 3, 512: 3, 1024: 4 });
    expect(batches).toMatchObject({ count: 5, sum: 2055 });
    expect(latency.count).toBe(5);
  });

  test("measures the trips that are answered, and counts all entries of one that fails", () => {
    const statistics = new Statistics();
    statistics.batchAnswered(statistics.batchSent(1));
    statistics.batchSent(3);
    statistics.countError(new ConnectionInterrupted("ERR_TIMEOUT", "late"), 3);
    statistics.countError(new Error("of nobody knows whom"));
    const { errors, errorCodes, batches, latency } = statistics.snapshot();
    expect(errors).toBe(4);
    expect(errorCodes).toMatchObject({ ERR_TIMEOUT: 3, unknown: 1, ERR_REPLY: 0 });
    expect(batches.count).toBe(2);
    expect(latency.count).toBe(1);
  });

  test("takes null for found, as every reader does, and a promise when it resolves", async () => {
    const statistics = new Statistics();
    expect(statistics.countLookup(null)).toBe(null);
    const later = statistics.countLookup(Promise.resolve("inflated"));
    expect(statistics.snapshot()).toMatchObject({ hits: 1, misses: 0 });
    expect(await later).toBe("inflated");
    expect(statistics.snapshot()).toMatchObject({ hits: 2, misses: 0 });
  });

  test("is a copy: what is counted later does not change what was handed out", () => {
    const statistics = new Statistics();
    const before = statistics.snapshot();
    statistics.countWrite(true);
    statistics.countError(new Error("x"));
    expect(before).toMatchObject({ writes: 0, errors: 0 });
    expect(before.errorCodes).not.toHaveProperty("unknown");
  });
});
