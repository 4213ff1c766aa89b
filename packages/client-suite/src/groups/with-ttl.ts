import assert from "node:assert/strict";
import { type Cases, needing, rejects } from "@coffer/plugin-kit/suite";
import { between } from "../between.js";
import type { ClientContext } from "../client-context.js";
import { NOT_A_VALUE } from "../not-a-value.js";
import { timeLeft } from "../time-left.js";

export const withTtl: Cases<ClientContext> = {
  "getWithTtl returns the value and the milliseconds for which it is fresh": async ({ cache }) => {
    for (const value of [{ n: 1 }, "text", 5, null, false]) {
      await timeLeft(
        50_000,
        () => cache.set("k", value, 50),
        async () => {
          const found = await cache.getWithTtl("k");
          assert.deepEqual(found?.value, value);
          return found?.ttl ?? null;
        },
      );
    }
  },

  "getWithTtl returns null without expiry, and undefined for a missing key": async ({ cache }) => {
    await cache.set("k", [1], null);
    assert.deepEqual(await cache.getWithTtl("k"), { value: [1], ttl: null });
    assert.equal(await cache.getWithTtl("none"), undefined);
    assert.equal(await cache.getWithTtl("k", { version: 2 }), undefined);
  },

  "getWithTtl sees a change by touch": async ({ cache }) => {
    await cache.set("k", [1], 50);
    await cache.touch("k", 500);
    between((await cache.getWithTtl("k"))?.ttl ?? null, 490_000, 500_000);
    await cache.touch("k", null);
    assert.equal((await cache.getWithTtl("k"))?.ttl, null);
  },

  "getWithTtl of a value with a stale period returns the time for which it is fresh": async ({ cache }) => {
    await cache.getOrSet("k", () => [1], { timeout: 50, stale: 500 });
    between((await cache.getWithTtl("k"))?.ttl ?? null, 40_000, 50_000);
    await cache.getOrSet("forever", () => [1], { timeout: null, tags: ["news"] });
    assert.deepEqual(await cache.getWithTtl("forever"), { value: [1], ttl: null });
    await cache.deleteByTag("news");
    assert.equal(await cache.getWithTtl("forever"), undefined);
  },

  "getWithTtl treats another Redis type as a miss": async ({ cache }) => {
    await cache.sadd("set", "x");
    assert.equal(await cache.getWithTtl("set"), undefined);
  },

  "getWithTtl keeps its order among the other calls for its key": async ({ cache }) => {
    const [, first, , second, , third] = await Promise.all([
      cache.set("k", 1, null),
      cache.getWithTtl("k"),
      cache.set("k", 2, null),
      cache.getWithTtl("k"),
      cache.delete("k"),
      cache.getWithTtl("k"),
    ]);
    assert.deepEqual([first, second, third], [{ value: 1, ttl: null }, { value: 2, ttl: null }, undefined]);
  },

  "calls of getWithTtl in one turn share their round trips": needing("oneServer", async ({ cache }) => {
    await cache.setMany({ a: 1, b: 2, c: 3 });
    const before = cache.stats();
    const found = await Promise.all(["a", "b", "none", "c"].map((key) => cache.getWithTtl(key)));
    assert.deepEqual(
      found.map((each) => each?.value),
      [1, 2, undefined, 3],
    );
    const after = cache.stats();
    assert.equal(after.batches.count - before.batches.count, 1);
    assert.deepEqual([after.hits - before.hits, after.misses - before.misses], [3, 1]);
  }),

  "getWithTtl of an undecodable value is an error, or missing while exceptions are ignored": needing(
    "raw",
    async ({ cache, create, raw }) => {
      await raw("SET", ":1:k", NOT_A_VALUE);
      await rejects(() => cache.getWithTtl("k"), { code: "ERR_DECODE" });
      const ignoring = await create({ OPTIONS: { IGNORE_EXCEPTIONS: true } });
      assert.equal(await ignoring.getWithTtl("k"), undefined);
    },
  ),
};
