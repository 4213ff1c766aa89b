import assert from "node:assert/strict";
import { type Cases, needing } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

export const scan: Cases<ClientContext> = {
  "keys lists the matching keys, each once, without prefix and version": async ({ cache, create }) => {
    const shop = await create({ KEY_PREFIX: "shop" });
    assert.deepEqual(await shop.keys("*"), []);
    await shop.setMany({ a1: 1, a2: 2, b: 3 });
    await shop.set("a3", 1, { version: 2 });
    await cache.set("a4", 1);
    assert.deepEqual((await shop.keys("*")).sort(), ["a1", "a2", "b"]);
    assert.deepEqual((await shop.keys("a*")).sort(), ["a1", "a2"]);
    assert.deepEqual(await shop.keys("a*", { version: 2 }), ["a3"]);
    assert.deepEqual(await shop.keys("none*"), []);
  },

  "keys and iterKeys find every one of 3,000 keys": async ({ cache }) => {
    const names = Array.from({ length: 3000 }, (_, n) => `k${n}`).sort();
    await cache.setMany(Object.fromEntries(names.map((name) => [name, 1])));
    assert.deepEqual((await cache.keys("k*")).sort(), names);
    const found = new Set<string>();
    for await (const key of cache.iterKeys("k*", { itersize: 50 })) found.add(key);
    assert.deepEqual([...found].sort(), names);
  },

  "iterKeys iterates over the matching keys, also of another version": async ({ cache }) => {
    await cache.setMany({ a1: 1, a2: 2, b: 3 });
    await cache.set("a3", 1, { version: 2 });
    const listed = async (...args: Parameters<typeof cache.iterKeys>) => {
      const found: string[] = [];
      for await (const key of cache.iterKeys(...args)) found.push(key);
      return found.sort();
    };
    assert.deepEqual(await listed("a*"), ["a1", "a2"]);
    assert.deepEqual(await listed("a*", { version: 2 }), ["a3"]);
    assert.deepEqual(await listed("none*"), []);
  },

  "iterKeys sends nothing before the first next(), and then one page at a time": needing(
    "raw commandCounts oneServer",
    async ({ cache, commandsSentBy }) => {
      await cache.setMany(Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`k${n}`, n])));
      const iterator = cache.iterKeys("*", { itersize: 10 })[Symbol.asyncIterator]();
      assert.equal(await commandsSentBy(() => new Promise((resolve) => setTimeout(resolve, 20))), 0);
      const first = await commandsSentBy(() => iterator.next());
      assert.ok(first >= 1 && first <= 3, `${first} commands for the first key`);
      await iterator.return?.();
      const rest = await commandsSentBy(async () => {
        for await (const _ of cache.iterKeys("none*", { itersize: 10 }));
      });
      assert.ok(rest >= 25, `${rest} pages of 10 for 500 keys`);
    },
  ),

  "iterKeys can be left early, and is a plain async iterator": async ({ cache }) => {
    await cache.setMany({ a: 1, b: 2, c: 3 });
    for await (const key of cache.iterKeys("*")) {
      assert.ok(["a", "b", "c"].includes(key));
      break;
    }
    assert.equal(await cache.has("a"), true);
  },

  "keys of every Redis type are found": async ({ cache }) => {
    await cache.sadd("set", 1);
    await cache.hset("hash", "f", 1);
    await cache.zadd("scores", [["m", 1]]);
    assert.deepEqual((await cache.keys("*")).sort(), ["hash", "scores", "set"]);
  },

  "a key that is not UTF-8 does not affect the others": needing("raw", async ({ cache, raw }) => {
    await cache.set("good", 1);
    await raw("SET", Buffer.from([...Buffer.from(":1:"), 0xff, 0xfe]), "x");
    assert.ok((await cache.keys("*")).includes("good"));
    const found: string[] = [];
    for await (const key of cache.iterKeys("*")) found.push(key);
    assert.ok(found.includes("good"));
  }),
};
