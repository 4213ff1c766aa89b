import assert from "node:assert/strict";
import { type Cases, needing, rejects, text } from "@coffer/plugin-kit/suite";
import { between } from "../between.js";
import type { ClientContext } from "../client-context.js";

export const keys: Cases<ClientContext> = {
  "a Redis key is prefix, version and key joined by colons, with the first colon even if the prefix is empty":
    needing("raw", async ({ cache, create, raw }) => {
      await cache.set("foo", "x");
      assert.deepEqual(text(await raw("KEYS", "*")), [":1:foo"]);
      const shop = await create({ KEY_PREFIX: "shop", VERSION: 3 });
      await shop.set("foo", "x");
      assert.deepEqual((text(await raw("KEYS", "*")) as string[]).sort(), [":1:foo", "shop:3:foo"]);
    }),

  "a version may be zero or a string": async ({ cache, create }) => {
    await cache.set("k", "zero", { version: 0 });
    await cache.set("k", "text", { version: "v9" });
    assert.equal(await cache.get("k", undefined, { version: 0 }), "zero");
    assert.equal(await cache.get("k", undefined, { version: "v9" }), "text");
    assert.equal(await cache.get("k"), undefined);
    const named = await create({ VERSION: "v9" });
    assert.equal(await named.get("k"), "text");
  },

  "incrVersion and decrVersion need a numeric version": async ({ create }) => {
    const named = await create({ VERSION: "v9" });
    await named.set("k", 1);
    await rejects(() => named.incrVersion("k"), { name: "TypeError", message: /version/i });
    await rejects(() => named.decrVersion("k"), { name: "TypeError", message: /version/i });
    assert.equal(await named.get("k"), 1);
  },

  "every method with options has a version option, and undefined means the cache's own version": async ({
    cache,
  }) => {
    const v2 = { version: 2 };
    await cache.set("k", "one", { version: undefined });
    await cache.set("k", "two", v2);
    assert.equal(await cache.get("k", undefined, { version: undefined }), "one");
    assert.deepEqual(await cache.getMany(["k"], v2), new Map([["k", "two"]]));
    assert.equal(await cache.has("k", v2), true);
    assert.equal(await cache.add("new", 1, v2), true);
    assert.deepEqual(await cache.setMany({ many: 1 }, v2), []);
    assert.equal(await cache.getOrSet("made", () => 7, v2), 7);
    assert.deepEqual((await cache.keys("*", v2)).sort(), ["k", "made", "many", "new"]);
    assert.equal(await cache.touch("k", 50, v2), true);
    between(await cache.ttl("k", v2), 1, 300);
    assert.equal(await cache.expire("new", 60, v2), true);
    assert.equal(await cache.persist("new", v2), true);
    assert.equal(await cache.pttl("new", v2), null);
    assert.equal(await cache.deletePattern("m*", v2), 2);
    assert.equal(await cache.delete("new", v2), true);
    assert.equal(await cache.deleteMany(["k"], v2), 1);
    assert.equal(await cache.get("k"), "one");
  },

  "two versions of a key are independent": async ({ cache, create }) => {
    const second = await create({ VERSION: 2 });
    await cache.set("k", "one");
    assert.equal(await second.get("k"), undefined);
    await second.set("k", "two");
    assert.equal(await cache.get("k"), "one");
    assert.equal(await second.delete("k"), true);
    assert.equal(await cache.get("k"), "one");
  },

  "any string is a key: empty, with spaces, line breaks, colons, braces or 300 characters": async ({
    cache,
  }) => {
    const odd = [
      "",
      " ",
      "a b",
      "line\nbreak\r\n",
      "nul\0",
      "a:b:c",
      "{tag}",
      "*?[",
      "k".repeat(300),
      "k".repeat(5000),
    ];
    for (const [index, key] of odd.entries()) await cache.set(key, index);
    for (const [index, key] of odd.entries()) assert.equal(await cache.get(key), index, JSON.stringify(key));
    assert.deepEqual([...(await cache.getMany(odd)).keys()], odd);
    assert.deepEqual((await cache.keys("*")).sort(), [...odd].sort());
    assert.equal(await cache.deleteMany(odd), odd.length);
  },

  "keys are UTF-8 in Redis": needing("raw", async ({ cache, raw }) => {
    await cache.set("ключ-😀", "x");
    assert.equal(await raw("EXISTS", Buffer.from(":1:ключ-😀", "utf8")), 1);
    assert.deepEqual(await cache.keys("*"), ["ключ-😀"]);
    assert.deepEqual([...(await cache.getMany(["ключ-😀"])).keys()], ["ключ-😀"]);
  }),

  "makeKey returns the Redis key, which converts to a string and keeps the original key": ({ cache }) => {
    const key = cache.makeKey("user:1", { version: 4 });
    assert.equal(key.redisKey, ":4:user:1");
    assert.equal(String(key), ":4:user:1");
    assert.equal(key.version, 4);
    assert.equal(key.original, "user:1");
  },

  "a result of makeKey is used as it is, whatever the version, also by makeKey": async ({ cache }) => {
    const key = cache.makeKey("k", { version: 5 });
    await cache.set(key, "five", { version: 9 });
    assert.equal(await cache.get("k", undefined, { version: 5 }), "five");
    assert.equal(await cache.get(key, undefined, { version: 1 }), "five");
    assert.equal(cache.makeKey(key, { version: 7, prefix: "p" }).redisKey, ":5:k");
    const found = await cache.getMany([key]);
    assert.deepEqual([...found], [[key, "five"]]);
    assert.equal(await cache.delete(key), true);
  },

  "a result of makeKey keeps colons of its original key": async ({ cache }) => {
    await cache.set("user:1", "x");
    const key = cache.makeKey("user:1");
    assert.equal(key.original, "user:1");
    assert.equal(await cache.incrVersion(key), 2);
    assert.equal(await cache.get("user:1", undefined, { version: 2 }), "x");
  },

  "makeKey, delete and deletePattern have a prefix option, and no other method does": async ({
    cache,
    create,
  }) => {
    const shop = await create({ KEY_PREFIX: "shop" });
    for (const key of ["a", "b1", "b2"]) {
      await cache.set(key, 1);
      await shop.set(key, 2);
    }
    assert.equal(cache.makeKey("a", { prefix: "shop" }).redisKey, shop.makeKey("a").redisKey);
    assert.equal(await cache.delete("a", { prefix: "shop" }), true);
    assert.equal(await cache.deletePattern("b*", { prefix: "shop" }), 2);
    assert.deepEqual(await shop.keys("*"), []);
    assert.deepEqual((await cache.keys("*")).sort(), ["a", "b1", "b2"]);
    const elsewhere = { prefix: "shop" } as object;
    await rejects(() => cache.get("a", undefined, elsewhere), { name: "TypeError", message: /prefix/ });
    await rejects(() => cache.ttl("a", elsewhere), { name: "TypeError", message: /prefix/ });
  },
};
