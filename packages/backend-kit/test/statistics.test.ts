import { Statistics } from "@coffer/backend-kit";
import { ConnectionInterrupted } from "@coffer/cache-core";
import { describe, expect, test } from "vitest";

describe("Statistics", () => {
  test("counts a batch with a bucket's limit in that bucket, and one above all limits", () => {
    const statistics = new Statistics();
    for (const entries of [1, 2, 3, 1024, 1025]) statistics.batchAnswered(statistics.batchSent(entries));
    const { batches, latency } = statistics.snapshot();
    const upTo = Object.fromEntries(batches.buckets.map(({ le, count }) => [le, count]));
    expect(upTo).toMatchObject({ 1: 1, 2: 2, 4: 3, 512: 3, 1024: 4 });
    expect(batches).toMatchObject({ count: 5, sum: 2055 });
    expect(latency.count).toBe(5);
  });

  test("measures answered round trips, and counts all entries of a failed one", () => {
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

  test("counts null as found, as every reader does, and a promise when it resolves", async () => {
    const statistics = new Statistics();
    expect(statistics.countLookup(null)).toBe(null);
    const later = statistics.countLookup(Promise.resolve("inflated"));
    expect(statistics.snapshot()).toMatchObject({ hits: 1, misses: 0 });
    expect(await later).toBe("inflated");
    expect(statistics.snapshot()).toMatchObject({ hits: 2, misses: 0 });
  });

  test("returns a copy that later counts do not change", () => {
    const statistics = new Statistics();
    const before = statistics.snapshot();
    statistics.countWrite(true);
    statistics.countError(new Error("x"));
    expect(before).toMatchObject({ writes: 0, errors: 0 });
    expect(before.errorCodes).not.toHaveProperty("unknown");
  });
});
