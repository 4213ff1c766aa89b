import assert from "node:assert/strict";
import type { CacheKey } from "@coffer/cache-core";
import { type Cases, needing, rejects } from "@coffer/plugin-kit/suite";
import { between } from "../between.js";
import type { ClientContext } from "../client-context.js";
import { timeLeft } from "../time-left.js";

export const many: Cases<ClientContext> = {
  "getMany returns the values by the given keys, in the requested order, without misses, equal keys once":
    async ({ cache }) => {
      await cache.setMany({ a: 1, b: 2, c: 3 });
      const key = cache.makeKey("b");
      const found = await cache.getMany<unknown, string | CacheKey>(["c", "none", key, "a", "c"]);
      assert.deepEqual(
        [...found],
        [
          ["c", 3],
          [key, 2],
          ["a", 1],
        ],
      );
    },

  "getMany is one command": needing("raw commandCounts oneServer", async ({ cache, commandsSentBy }) => {
    await cache.setMany({ a: 1, b: 2, c: 3 });
    assert.equal(await commandsSentBy(() => cache.getMany(["a", "b", "c", "none"])), 1);
  }),

  "getMany takes any iterable": async ({ cache }) => {
    await cache.setMany({ a: 1, b: 2 });
    const expected = new Map([
      ["a", 1],
      ["b", 2],
    ]);
    function* generator() {
      yield* ["a", "b"];
    }
    assert.deepEqual(await cache.getMany(generator()), expected);
    assert.deepEqual(await cache.getMany(new Set(["a", "b"])), expected);
    assert.deepEqual(await cache.getMany(expected.keys()), expected);
  },

  "getMany of nothing is empty, also for an empty generator": async ({ cache }) => {
    assert.deepEqual(await cache.getMany([]), new Map());
    assert.deepEqual(await cache.getMany(nothing()), new Map());
  },

  "empty arguments send nothing": needing("raw commandCounts", async ({ cache, commandsSentBy }) => {
    const sent = await commandsSentBy(async () => {
      await cache.getMany([]);
      await cache.getMany(nothing());
      await cache.setMany({});
      await cache.setMany(new Map());
      await cache.deleteMany([]);
      await cache.deleteMany(nothing());
      await cache.hmget("h", []);
    });
    assert.equal(sent, 0);
  }),

  "empty arguments need no server": needing("outages", async ({ createDead }) => {
    const dead = await createDead();
    assert.equal(await dead.deleteMany([]), 0);
    assert.equal(await dead.deleteMany(nothing()), 0);
    assert.deepEqual(await dead.getMany([]), new Map());
    assert.deepEqual(await dead.setMany({}), []);
  }),

  "getMany and setMany of 5,000 keys lose none": async ({ cache }) => {
    const entries = new Map(Array.from({ length: 5000 }, (_, n) => [`k${n}`, n % 3 ? n : { n }] as const));
    assert.deepEqual(await cache.setMany(entries), []);
    const found = await cache.getMany(entries.keys());
    assert.deepEqual([...found], [...entries]);
    assert.equal(await cache.deleteMany(entries.keys()), 5000);
  },

  "setMany resolves to the failed keys, an empty list if all succeed": async ({ cache }) => {
    assert.deepEqual(await cache.setMany({ a: 1, b: "two" }), []);
    assert.deepEqual(await cache.setMany({}), []);
    assert.deepEqual([...(await cache.getMany(["a", "b"])).values()], [1, "two"]);
  },

  "setMany takes an object, a Map, or entries, whose keys may be results of makeKey": async ({ cache }) => {
    await cache.setMany({ a: 1 });
    await cache.setMany(new Map([["b", 2]]));
    await cache.setMany([["c", 3]]);
    await cache.setMany([[cache.makeKey("d", { version: 2 }), 4]]);
    assert.deepEqual([...(await cache.getMany(["a", "b", "c", "d"])).values()], [1, 2, 3]);
    assert.equal(await cache.get("d", undefined, { version: 2 }), 4);
  },

  "setMany takes timeouts as set does: fractions, durations, null, and zero deletes": needing(
    "exactExpiry",
    async ({ cache }) => {
      await timeLeft(
        100_500,
        () => cache.setMany({ a: 1, b: 2 }, 100.5),
        () => cache.pttl("b"),
      );
      await cache.setMany({ a: 1 }, { timeout: "5m" });
      between(await cache.ttl("a"), 290, 300);
      await cache.setMany({ a: 1 }, null);
      assert.equal(await cache.ttl("a"), null);
      assert.deepEqual(await cache.setMany({ a: 1, none: 2 }, 0), []);
      assert.deepEqual([...(await cache.getMany(["a", "b", "none"])).keys()], ["b"]);
    },
  ),

  "setMany with one unserializable value writes nothing": async ({ cache }) => {
    const entries = { a: 1, bad: () => 1, b: 2 };
    await rejects(() => cache.setMany(entries), { name: "SerializerError", code: "ERR_ENCODE" });
    assert.deepEqual(await cache.keys("*"), []);
  },

  "deleteMany takes any iterable and returns how many keys existed": async ({ cache }) => {
    await cache.setMany({ a: 1, b: 2, c: 3 });
    function* generator() {
      yield* ["a", "none", "b"];
    }
    assert.equal(await cache.deleteMany(generator()), 2);
    assert.equal(await cache.deleteMany(["c", "c"]), 1);
    assert.equal(await cache.deleteMany(["a"]), 0);
  },

  "deleteMany of nothing is 0": async ({ cache }) => {
    assert.equal(await cache.deleteMany([]), 0);
    assert.equal(await cache.deleteMany(nothing()), 0);
  },

  "delete returns whether the key existed, of any Redis type": async ({ cache }) => {
    await cache.set("k", 1);
    await cache.hset("h", "f", 1);
    assert.equal(await cache.delete("k"), true);
    assert.equal(await cache.delete("k"), false);
    assert.equal(await cache.delete("h"), true);
    assert.equal(await cache.get("k"), undefined);
  },
};

function* nothing(): Generator<string> {}
