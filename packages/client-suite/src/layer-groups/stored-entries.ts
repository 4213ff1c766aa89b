import assert from "node:assert/strict";
import type { Cases } from "@coffer/plugin-kit/suite";
import type { LayerContext } from "../layer-context.js";

const VALUES = { text: "a text", none: null, list: [1, { two: 2 }], integer: 42, fraction: 1.5 };
const KEYS = Object.keys(VALUES);

/** Whatever a layer puts before a value, nobody but itself sees it. */
export const storedEntries: Cases<LayerContext> = {
  "a value comes back by every read, whichever write stored it": async ({ cache, create }) => {
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
          assert.deepEqual(await reader.getOrSet(key, () => "loaded once more"), value);
        }
      }
    }
  },

  "what was stored without the layer is read with it": async ({ cache, create }) => {
    const without = await create({ OPTIONS: { LAYERS: [] } });
    await without.setMany(VALUES);
    assert.deepEqual(await cache.getMany(KEYS), new Map(Object.entries(VALUES)));
    assert.deepEqual(await cache.getOrSet("list", () => "loaded once more"), VALUES.list);
    assert.equal(await cache.touch("list", 100), true);
    assert.equal(await cache.incr("integer"), 43);
  },

  "a number that was loaded is counted, by steps of any kind, and lives as long as before": async ({
    cache,
    lives,
  }) => {
    await cache.getOrSet("k", async () => 5, 50);
    assert.equal(await cache.incr("k"), 6);
    assert.equal(await cache.decr("k", 0.5), 5.5);
    assert.equal(await cache.incr("k", 10n ** 30n), Number(10n ** 30n));
    await lives("k", 50);
    assert.equal(await cache.get("k"), Number(10n ** 30n));
    assert.equal(await cache.touch("k", 100), true);
    assert.equal(await cache.getOrSet("k", () => 0), Number(10n ** 30n));
  },

  "touch leaves the value as it is": async ({ cache, lives }) => {
    await cache.setMany({ k: VALUES.list, n: 42 }, 50);
    for (const timeout of [100, null, 100]) {
      assert.equal(await cache.touch("k", timeout), true);
      assert.equal(await cache.touch("n", timeout), true);
      assert.deepEqual(await cache.get("k"), VALUES.list);
    }
    await lives("k", 100);
    assert.equal(await cache.incr("n"), 43);
  },

  "each of the callers who share a load gets a value of its own": async ({ cache }) => {
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => cache.getOrSet("k", async () => ({ n: 1 }))),
    );
    (answers[0] as { n: number }).n = 2;
    assert.deepEqual(answers, [{ n: 2 }, { n: 1 }, { n: 1 }]);
    assert.deepEqual(await cache.get("k"), { n: 1 });
  },

  "all callers who share a load get what somebody else stored meanwhile": async ({ cache, create }) => {
    const other = await create();
    const load = async () => {
      await other.set("k", { by: "somebody else" });
      return { by: "the loader" };
    };
    const answers = await Promise.all(Array.from({ length: 3 }, () => cache.getOrSet("k", load)));
    assert.deepEqual(answers, Array(3).fill({ by: "somebody else" }));
  },
};
