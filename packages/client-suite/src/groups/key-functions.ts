import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { Cache, KeyFunction, ReverseKeyFunction } from "@coffer/cache-core";
import { type Cases, needing, rejects, text } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

const hashed: KeyFunction = (key, prefix, version) => `${version}#${prefix}#${key}`;
const unhashed: ReverseKeyFunction = (redisKey) => redisKey.split("#").slice(2).join("#");
const bare: KeyFunction = (key) => key;
const hashing: KeyFunction = (key, prefix, version) =>
  `${prefix}:${version}:${createHash("sha1").update(key).digest("hex")}`;

export const keyFunctions: Cases<ClientContext> = {
  "KEY_FUNCTION receives key, prefix and version, and returns the Redis key": needing(
    "raw",
    async ({ create, raw }) => {
      const cache = await create({ KEY_PREFIX: "shop", KEY_FUNCTION: hashed });
      await cache.set("user:1", "x");
      assert.deepEqual(text(await raw("KEYS", "*")), ["1#shop#user:1"]);
      assert.equal(await cache.get("user:1"), "x");
      assert.equal(cache.makeKey("k", { version: 2, prefix: "p" }).redisKey, "2#p#k");
    },
  ),

  "REVERSE_KEY_FUNCTION converts Redis keys back to keys for keys and iterKeys": async ({ create }) => {
    const cache = await create({
      KEY_PREFIX: "shop",
      KEY_FUNCTION: hashed,
      REVERSE_KEY_FUNCTION: unhashed,
    });
    await cache.setMany({ a: 1, "b#1": 2 });
    await cache.set("other", 1, { version: 2 });
    assert.deepEqual((await cache.keys("*")).sort(), ["a", "b#1"]);
    assert.deepEqual((await listed(cache)).sort(), ["a", "b#1"]);
  },

  "without REVERSE_KEY_FUNCTION, keys returns Redis keys": async ({ create }) => {
    const cache = await create({ KEY_FUNCTION: bare });
    await cache.setMany({ short: 1, "a:b": 2 });
    assert.deepEqual((await cache.keys("*")).sort(), ["a:b", "short"]);
    assert.deepEqual((await listed(cache)).sort(), ["a:b", "short"]);
    await cache.hset("h", "field", 1);
    assert.deepEqual(await cache.hkeys("h"), ["field"]);
  },

  "patterns go through the key function, with the prefix escaped": async ({ create }) => {
    const star = await create({ KEY_PREFIX: "*", KEY_FUNCTION: hashed, REVERSE_KEY_FUNCTION: unhashed });
    const other = await create({ KEY_PREFIX: "x", KEY_FUNCTION: hashed, REVERSE_KEY_FUNCTION: unhashed });
    for (const cache of [star, other]) await cache.setMany({ a1: 1, a2: 2, b: 3 });
    assert.deepEqual((await star.keys("a*")).sort(), ["a1", "a2"]);
    assert.equal(await star.deletePattern("a*"), 2);
    assert.deepEqual((await other.keys("*")).sort(), ["a1", "a2", "b"]);
    await star.clear();
    assert.deepEqual(await star.keys("*"), []);
    assert.deepEqual((await other.keys("*")).sort(), ["a1", "a2", "b"]);
  },

  "every family of commands uses the key function": async ({ create }) => {
    const cache = await create({ KEY_PREFIX: "p", KEY_FUNCTION: hashed, REVERSE_KEY_FUNCTION: unhashed });
    await cache.sadd("set", 1);
    await cache.zadd("scores", [["m", 1]]);
    await cache.hset("hash", "f", 1);
    await cache.set("counter", 1);
    assert.equal(await cache.incrVersion("counter"), 2);
    assert.equal(await cache.get(cache.makeKey("counter", { version: 2 })), 1);
    assert.deepEqual((await cache.keys("*")).sort(), ["hash", "scores", "set"]);
  },

  "with a key function that hashes, patterns and clear are an error": async ({ create }) => {
    const cache = await create({ KEY_PREFIX: "shop", KEY_FUNCTION: hashing });
    await cache.set("k", 1);
    for (const call of [
      () => cache.clear(),
      () => cache.keys("*"),
      () => cache.deletePattern("k*"),
      () => listed(cache),
    ]) {
      await rejects(call, {
        name: "TypeError",
        message: /KEY_FUNCTION returns keys that no pattern matches/,
      });
    }
    assert.equal(await cache.get("k"), 1);
    const whole = await create({ KEY_FUNCTION: hashing });
    await whole.clear();
    assert.equal(await cache.has("k"), false);
  },

  "a key function that does not return a string is an error, and nothing is written": async ({ create }) => {
    const cache = await create({ KEY_FUNCTION: (() => 5) as unknown as KeyFunction });
    await rejects(() => cache.set("k", 1), { name: "TypeError", message: /KEY_FUNCTION/ });
    const plain = await create();
    assert.deepEqual(await plain.keys("*"), []);
  },
};

async function listed(cache: Cache): Promise<string[]> {
  const found: string[] = [];
  for await (const key of cache.iterKeys("*")) found.push(key);
  return found;
}
