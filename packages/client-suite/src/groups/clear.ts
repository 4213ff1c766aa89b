import assert from "node:assert/strict";
import { type Cases, needing } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

export const clear: Cases<ClientContext> = {
  "clear without a prefix empties the whole database": needing("raw", async ({ cache, create, raw }) => {
    const shop = await create({ KEY_PREFIX: "shop" });
    await cache.setMany({ a: 1, b: 2 });
    await cache.set("a", 1, { version: 2 });
    await shop.set("a", 1);
    await raw("SET", "foreign", "x");
    assert.equal(await cache.clear(), undefined);
    assert.deepEqual(await raw("KEYS", "*"), []);
  }),

  "clear with a prefix deletes the keys of this prefix, of every version and type": needing(
    "raw",
    async ({ cache, create, raw }) => {
      const shop = await create({ KEY_PREFIX: "shop", OPTIONS: { SCAN_ITERSIZE: 5 } });
      await shop.setMany(Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`k${n}`, n])));
      await shop.set("k", 1, { version: 2 });
      await shop.sadd("set", 1);
      await cache.set("k", "stays");
      await raw("SET", "foreign", "x");
      await raw("SET", "shopping:1:k", "x");
      await shop.clear();
      assert.deepEqual(await shop.keys("*"), []);
      assert.deepEqual(await shop.keys("*", { version: 2 }), []);
      assert.equal(await cache.get("k"), "stays");
      assert.equal(await raw("EXISTS", "foreign"), 1);
      assert.equal(await raw("EXISTS", "shopping:1:k"), 1);
    },
  ),

  "clear with a prefix keeps keys whose longer prefix starts with it": async ({ create }) => {
    const a = await create({ KEY_PREFIX: "a" });
    const ab = await create({ KEY_PREFIX: "a:b" });
    const ac = await create({ KEY_PREFIX: "a*" });
    for (const cache of [a, ab, ac]) await cache.set("k", 1);
    await a.clear();
    assert.deepEqual([await a.has("k"), await ab.has("k"), await ac.has("k")], [false, true, true]);
    await ac.clear();
    assert.deepEqual([await ab.has("k"), await ac.has("k")], [true, false]);
  },

  "clear deletes the keys of a string version": async ({ create }) => {
    const named = await create({ KEY_PREFIX: "a", VERSION: "v9" });
    await named.set("k", 1);
    await named.clear();
    assert.equal(await named.has("k"), false);
  },
};
