import assert from "node:assert/strict";
import type { Cache } from "@coffer/cache-core";
import type { Cases } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

const ODD = [
  "a*",
  "a?",
  "a[b]",
  "[^a]",
  "a\\b",
  "a\\",
  "\\*",
  "a-b",
  "{a}",
  "a b",
  "a:b",
  "a:b:c",
  ":",
  "ü*",
];

export const prefixes: Cases<ClientContext> = {
  "glob characters in a prefix are escaped": async ({ create }) => {
    await eachAlone(create, ["a*", "a?", "a[b]", "[^a]", "a-b", "ü*"], ["ax", "ab", "a", "x"]);
  },

  "a backslash in a prefix is escaped": async ({ create }) => {
    await eachAlone(create, ["a\\b", "a\\", "\\*", "a\\[b]"], ["ab", "a", "*", "a[b]"]);
  },

  "keys returns keys without a prefix that contains colons": async ({ create }) => {
    for (const prefix of ["a:b", "a:b:c", ":", "a:1"]) {
      const cache = await create({ KEY_PREFIX: prefix });
      await cache.set("k:1", 1);
      assert.deepEqual(await cache.keys("*"), ["k:1"], prefix);
      assert.deepEqual(await listed(cache), ["k:1"], prefix);
      await cache.clear();
    }
  },

  "keys returns keys with their own colons": async ({ cache }) => {
    await cache.set("a:b:c", 1);
    await cache.set(":", 2);
    assert.deepEqual((await cache.keys("*")).sort(), [":", "a:b:c"]);
    assert.deepEqual((await listed(cache)).sort(), [":", "a:b:c"]);
  },

  "a version is escaped in patterns, so a star does not match every version": async ({ cache }) => {
    await cache.set("k", 1);
    await cache.set("k", 2, { version: 2 });
    assert.deepEqual(await cache.keys("*", { version: "*" }), []);
    assert.equal(await cache.deletePattern("*", { version: "*" }), 0);
    await cache.set("k", 3, { version: "[1]" });
    assert.deepEqual(await cache.keys("*", { version: "[1]" }), ["k"]);
    assert.equal(await cache.deletePattern("*", { version: "[1]" }), 1);
    assert.equal(await cache.get("k"), 1);
  },

  "glob characters of the caller's pattern keep their meaning": async ({ create }) => {
    const cache = await create({ KEY_PREFIX: "p*" });
    for (const key of ["ab", "ac", "bc", "a*", "abc"]) await cache.set(key, 1);
    const matching = async (pattern: string) => (await cache.keys(pattern)).sort();
    assert.deepEqual(await matching("a?"), ["a*", "ab", "ac"]);
    assert.deepEqual(await matching("[ab]c"), ["ac", "bc"]);
    assert.deepEqual(await matching("a[^b]"), ["a*", "ac"]);
    assert.deepEqual(await matching("a\\*"), ["a*"]);
    assert.deepEqual(await matching("b*"), ["bc"]);
    assert.deepEqual(await matching("ab"), ["ab"]);
  },

  "values, counters and expiry work under any prefix": async ({ create, lives }) => {
    for (const prefix of ODD) {
      const cache = await create({ KEY_PREFIX: prefix });
      await cache.set("k", { prefix }, 50);
      assert.deepEqual(await cache.get("k"), { prefix });
      await lives("k", 50, cache);
      assert.equal(await cache.incrVersion("k"), 2);
      assert.equal(await cache.deletePattern("k", { version: 2 }), 1);
    }
  },
};

/** Checks that each prefix matches only its own keys, next to similar prefixes that an unescaped glob would match. */
async function eachAlone(
  create: ClientContext["create"],
  odd: readonly string[],
  neighbours: readonly string[],
): Promise<void> {
  for (const name of neighbours) await (await create({ KEY_PREFIX: name })).set("theirs", 1);
  for (const prefix of odd) {
    const cache = await create({ KEY_PREFIX: prefix });
    await cache.setMany({ one: 1, two: 2 });
    assert.deepEqual((await cache.keys("*")).sort(), ["one", "two"], prefix);
    assert.deepEqual((await listed(cache)).sort(), ["one", "two"], prefix);
    assert.equal(await cache.deletePattern("t*"), 1, prefix);
    assert.equal(await cache.has("one"), true, prefix);
    await cache.clear();
    assert.equal(await cache.has("one"), false, prefix);
  }
  for (const name of neighbours)
    assert.equal(await (await create({ KEY_PREFIX: name })).get("theirs"), 1, name);
}

async function listed(cache: Cache): Promise<string[]> {
  const found: string[] = [];
  for await (const key of cache.iterKeys("*")) found.push(key);
  return found;
}
