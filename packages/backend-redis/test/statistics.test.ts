import { RedisCache } from "@coffer/backend-redis";
import { describe, expect, test } from "vitest";
import { clientOf, makeCaches } from "./support/parts.js";

describe("caches.stats()", () => {
  test("has zeros for a client that counts nothing, and the counts of one that does", async () => {
    const caches = await makeCaches();
    await caches.get().get("k");
    expect(caches.stats().default).toMatchObject({ hits: 0, misses: 0, writes: 0, errors: 0 });
    clientOf(caches).context.statistics.countLookup("value");
    expect(caches.stats().default).toMatchObject({ hits: 1 });
  });

  test("leaves out a BACKEND without stats", async () => {
    class Bare extends RedisCache {}
    Object.defineProperty(Bare.prototype, "stats", { value: undefined });
    const caches = await makeCaches({ BACKEND: Bare });
    expect(caches.stats()).toEqual({});
  });
});
