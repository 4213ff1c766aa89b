import assert from "node:assert/strict";
import type { Cases } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

export const orderOfDeletions: Cases<ClientContext> = {
  "patterns and clear see the writes that were called before them": async ({ cache }) => {
    const [, found, , deleted, , left] = await Promise.all([
      cache.setMany({ a1: 1, a2: 2 }),
      cache.keys("a*"),
      cache.set("a3", 3),
      cache.deletePattern("a*"),
      cache.set("b", 1),
      cache.keys("b"),
    ]);
    assert.deepEqual([found.sort(), deleted, left], [["a1", "a2"], 3, ["b"]]);
    const [, , gone] = await Promise.all([cache.set("k", 1), cache.clear(), cache.get("k")]);
    assert.equal(gone, undefined);
  },

  "a deletion in several round trips is complete before a later read": async ({ create }) => {
    const cache = await create({ KEY_PREFIX: "p", OPTIONS: { SCAN_ITERSIZE: 10 } });
    const keys = Array.from({ length: 2500 }, (_, n) => `k${n}`);
    const [first, last] = ["k0", "k2499"];
    for (const remove of [
      () => cache.deleteMany(keys),
      () => cache.deletePattern("k*"),
      async () => {
        await cache.clear();
        return keys.length;
      },
    ]) {
      await cache.setMany(new Map(keys.map((key) => [key, "old"])));
      const answers = await Promise.all([
        remove(),
        cache.get(last),
        cache.set(last, "new"),
        cache.get(last),
        cache.add(first, "new"),
        cache.getMany(["k1", "k2498", first, last]),
        cache.hset("k2497", "field", "new"),
        cache.set("other", "stays"),
        cache.keys("k24*").then((found) => found.sort()),
      ]);
      assert.deepEqual(answers, [
        ...[keys.length, undefined, true, "new", true],
        new Map([
          [first, "new"],
          [last, "new"],
        ]),
        ...[1, true, ["k2497", last]],
      ]);
      assert.deepEqual((await cache.keys("*")).sort(), [first, "k2497", last, "other"]);
      await cache.clear();
    }
  },

  "a pattern deletes only matching keys, also among keys that are read meanwhile": async ({ create }) => {
    const cache = await create({ OPTIONS: { SCAN_ITERSIZE: 1 } });
    // To Redis, a `?` is one byte.
    const others = { é: 1, ab: 2, "": 3 };
    await cache.setMany({ a: 0, ...others });
    await cache.set("a", 1, { version: 2 });
    const [deleted, found, version2] = await Promise.all([
      cache.deletePattern("?"),
      cache.getMany(["a", ...Object.keys(others)]),
      cache.get("a", undefined, { version: 2 }),
    ]);
    assert.deepEqual([deleted, found, version2], [1, new Map(Object.entries(others)), 1]);
  },
};
