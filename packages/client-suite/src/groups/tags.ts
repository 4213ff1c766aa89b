import assert from "node:assert/strict";
import type { Cache } from "@coffer/cache-core";
import { type Cases, needing, rejects } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";
import { told } from "../told.js";

const never = (): never => assert.fail("the loader must not run");

/** The keys that `get` finds. */
async function found(cache: Cache, keys: readonly string[]): Promise<string[]> {
  const there = await Promise.all(
    keys.map(async (key) => ((await cache.get(key)) === undefined ? [] : [key])),
  );
  return there.flat();
}

export const tags: Cases<ClientContext> = {
  "deleteByTag invalidates all values with the tag, and no others": async ({ cache, create }) => {
    await cache.set("set", { n: 1 }, { tags: ["news", "author:7"] });
    await cache.add("added", "x", { tags: ["news"], timeout: 50 });
    await cache.setMany({ many: 1, more: [2] }, { tags: new Set(["news"]) });
    await cache.getOrSet("loaded", () => "x", { tags: ["news"] });
    await cache.set("other", 3, { tags: ["author:7"] });
    await cache.set("none", 4);
    const keys = ["set", "added", "many", "more", "loaded", "other", "none"];
    assert.deepEqual(await found(cache, keys), keys);
    assert.deepEqual([...(await cache.getMany(keys)).keys()], keys);
    const elsewhere = await create();
    assert.equal(await elsewhere.deleteByTag("news"), true);
    await told(cache);
    assert.deepEqual(await found(cache, keys), ["other", "none"]);
    assert.deepEqual([...(await cache.getMany(keys)).keys()], ["other", "none"]);
    assert.equal(await cache.getOrSet("loaded", () => "again", { tags: ["news"] }), "again");
    assert.equal(await cache.getOrSet("loaded", never, { tags: ["news"] }), "again");
    assert.equal(await cache.getOrSet("set", () => "again"), "again");
    assert.equal(await cache.getOrSet("other", never), 3);
    assert.equal(await cache.deleteByTag(["author:7", "no value has it"]), true);
    assert.deepEqual(await found(cache, keys), ["set", "loaded", "none"]);
  },

  "a tag can be used again, and its new values are valid until the next invalidation": async ({ cache }) => {
    for (const round of [1, 2, 3]) {
      await cache.set("k", round, { tags: ["t"] });
      assert.equal(await cache.get("k"), round);
      await cache.deleteByTag("t");
      assert.equal(await cache.get("k"), undefined);
    }
  },

  "add writes if a tag of the stored value was invalidated": async ({ cache }) => {
    await cache.set("k", "old", { tags: ["t"] });
    assert.equal(await cache.add("k", "new"), false);
    await cache.deleteByTag("t");
    assert.equal(await cache.add("k", "new", { tags: ["t"] }), true);
    assert.equal(await cache.get("k"), "new");
  },

  "the prefix and version options apply to tags": async ({ cache }) => {
    await cache.set("k", 1, { tags: ["t"] });
    await cache.set("k", 2, { tags: ["t"], version: 2 });
    await cache.deleteByTag("t", { version: 2 });
    assert.equal(await cache.get("k"), 1);
    assert.equal(await cache.get("k", undefined, { version: 2 }), undefined);
  },

  "a number with tags is counted, and is still invalidated with them": needing(
    "counters",
    async ({ cache }) => {
      await cache.set("n", 41, { tags: ["t"] });
      assert.equal(await cache.incr("n"), 42);
      assert.equal(await cache.get("n"), 42);
      await cache.deleteByTag("t");
      assert.equal(await cache.get("n"), undefined);
      await rejects(() => cache.incr("n"), { code: "ERR_KEY_NOT_FOUND" });
    },
  ),

  "set with tags keeps its order among the calls of a turn": async ({ cache }) => {
    const calls = [
      cache.set("k", "first"),
      cache.set("k", "second", { tags: ["t"] }),
      cache.get("k"),
      cache.delete("k"),
      cache.get("k"),
    ];
    assert.deepEqual(await Promise.all(calls), [true, true, "second", true, undefined]);
  },

  "patterns never match the keys of tags": async ({ cache }) => {
    await cache.set("k", 1, { tags: ["a", "b{c}", "d}e"] });
    assert.deepEqual(await cache.keys("*"), ["k"]);
    await cache.deleteByTag("d}e");
    assert.equal(await cache.get("k"), undefined);
  },

  // More than a client reads in one batch.
  "600 values with their own tags and a common one": async ({ cache }) => {
    const names = Array.from({ length: 600 }, (_, n) => `k${n}`);
    await Promise.all(names.map((name) => cache.set(name, name, { tags: [`own:${name}`, "all"] })));
    assert.equal((await cache.getMany(names)).size, 600);
    await cache.deleteByTag(["own:k1", "own:k599"]);
    assert.equal((await cache.getMany(names)).size, 598);
    await cache.deleteByTag("all");
    assert.equal((await cache.getMany(names)).size, 0);
  },

  "invalid tag names are rejected before anything is sent": async ({ cache }) => {
    for (const wrong of ["", "a\0b", "x".repeat(201), ["x", ""], 5, null, undefined, [null]]) {
      await rejects(() => cache.deleteByTag(wrong as never), { name: "TypeError" });
    }
  },

  "deleteByTag returns false while Redis is unreachable and exceptions are ignored": needing(
    "outages",
    async ({ createDead }) => {
      const dead = await createDead({ OPTIONS: { IGNORE_EXCEPTIONS: true } });
      assert.equal(await dead.deleteByTag("t"), false);
      assert.equal(await dead.getOrSet("k", () => "loaded", { tags: ["t"], stale: 5 }), "loaded");
      assert.equal(await dead.set("k", 1, { tags: ["t"] }), false);
    },
  ),
};
