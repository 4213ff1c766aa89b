import assert from "node:assert/strict";
import type { Cases } from "@coffer/plugin-kit/suite";
import type { LayerContext } from "../layer-context.js";

const VALUES = { text: "a text", none: null, list: [1, { two: 2 }], integer: 42, fraction: 1.5 };
const KEYS = Object.keys(VALUES);

/** A header that a layer puts before a value is visible to that layer only. */
export const storedEntries: Cases<LayerContext> = {
  "every read returns the value, whichever write stored it": async ({ cache, create }) => {
    const other = await create();
    const writes: ((key: string, value: unknown) => Promise<unknown>)[] = [
      (key, value) => cache.set(key, value),
      (key, value) => cache.set(key, value, null),
      (key, value) => cache.add(key, value),
      (key, value) => cache.setMany({ [key]: value }),
      (key, value) => cache.getOrSet(key, value),
      (key, value) => cache.getOrSet(key, async () => value),
    ];
    for (const [index, write] of writes.entries()) {
      await cache.deleteMany(KEYS);
      for (const [key, value] of Object.entries(VALUES)) await write(key, value);
      for (const reader of [cache, other]) {
        assert.deepEqual(await reader.getMany(KEYS), new Map(Object.entries(VALUES)), `write ${index}`);
        for (const [key, value] of Object.entries(VALUES)) {
          assert.deepEqual(await reader.get(key), value);
          assert.deepEqual(await reader.getOrSet(key, () => "loaded again"), value);
        }
      }
    }
  },

  "a value that was stored without the layer can be read with it": async ({ cache, create }) => {
    const without = await create({ OPTIONS: { LAYERS: [] } });
    await without.setMany(VALUES);
    assert.deepEqual(await cache.getMany(KEYS), new Map(Object.entries(VALUES)));
    assert.deepEqual(await cache.getOrSet("list", () => "loaded again"), VALUES.list);
    assert.equal(await cache.touch("list", 100), true);
    assert.equal(await cache.incr("integer"), 43);
  },

  "a loaded number can be counted, by any delta, and keeps its expiry": async ({ cache, lives }) => {
    await cache.getOrSet("k", async () => 5, 50);
    assert.equal(await cache.incr("k"), 6);
    assert.equal(await cache.decr("k", 0.5), 5.5);
    assert.equal(await cache.incr("k", 10n ** 30n), Number(10n ** 30n));
    await lives("k", 50);
    assert.equal(await cache.get("k"), Number(10n ** 30n));
    assert.equal(await cache.touch("k", 100), true);
    assert.equal(await cache.getOrSet("k", () => 0), Number(10n ** 30n));
  },

  "touch does not change the value": async ({ cache, lives }) => {
    await cache.setMany({ k: VALUES.list, n: 42 }, 50);
    for (const timeout of [100, null, 100]) {
      assert.equal(await cache.touch("k", timeout), true);
      assert.equal(await cache.touch("n", timeout), true);
      assert.deepEqual(await cache.get("k"), VALUES.list);
    }
    await lives("k", 100);
    assert.equal(await cache.incr("n"), 43);
  },

  "each caller of a shared load gets its own copy of the value": async ({ cache }) => {
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => cache.getOrSet("k", async () => ({ n: 1 }))),
    );
    (answers[0] as { n: number }).n = 2;
    assert.deepEqual(answers, [{ n: 2 }, { n: 1 }, { n: 1 }]);
    assert.deepEqual(await cache.get("k"), { n: 1 });
  },

  "all callers of a shared load get a value that another client stored meanwhile": async ({
    cache,
    create,
  }) => {
    const other = await create();
    const load = async () => {
      await other.set("k", { by: "somebody else" });
      return { by: "the loader" };
    };
    const answers = await Promise.all(Array.from({ length: 3 }, () => cache.getOrSet("k", load)));
    assert.deepEqual(answers, Array(3).fill({ by: "somebody else" }));
  },
};
