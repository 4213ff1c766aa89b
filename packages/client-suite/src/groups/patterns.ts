import assert from "node:assert/strict";
import { type Cases, needing, rejects } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

export const patterns: Cases<ClientContext> = {
  "deletePattern deletes the matching keys and returns their number": async ({ cache }) => {
    await cache.setMany({ "foo:1": 1, "foo:2": 2, "bar:1": 3 });
    assert.equal(await cache.deletePattern("foo:*"), 2);
    assert.equal(await cache.deletePattern("foo:*"), 0);
    assert.deepEqual(await cache.keys("*"), ["bar:1"]);
  },

  "deletePattern counts the keys that it deleted, each once, however many match": async ({ cache }) => {
    await cache.setMany(Object.fromEntries(Array.from({ length: 3000 }, (_, n) => [`k${n}`, n])));
    await cache.set("other", 1);
    assert.equal(await cache.deletePattern("k*", { itersize: 7 }), 3000);
    assert.deepEqual(await cache.keys("*"), ["other"]);
  },

  "two concurrent deletions of one pattern count each key once": async ({ cache, create }) => {
    const other = await create();
    await cache.setMany(Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`k${n}`, n])));
    const counts = await Promise.all([cache.deletePattern("k*"), other.deletePattern("k*")]);
    assert.equal(counts[0] + counts[1], 500);
  },

  "deletePattern matches only its prefix and version, and without wildcards deletes one key": async ({
    cache,
    create,
  }) => {
    const shop = await create({ KEY_PREFIX: "shop" });
    await cache.setMany({ k: 1, kk: 2 });
    await cache.set("k", 1, { version: 2 });
    await shop.set("k", 1);
    assert.equal(await cache.deletePattern("k"), 1);
    assert.deepEqual(await cache.keys("*"), ["kk"]);
    assert.deepEqual(await cache.keys("*", { version: 2 }), ["k"]);
    assert.deepEqual(await shop.keys("*"), ["k"]);
  },

  "deletePattern deletes keys of any Redis type": async ({ cache }) => {
    await cache.sadd("k1", 1);
    await cache.hset("k2", "f", 1);
    await cache.zadd("k3", [["m", 1]]);
    assert.equal(await cache.deletePattern("k?"), 3);
    assert.deepEqual(await cache.keys("*"), []);
  },

  "itersize is how many keys the server examines per page, SCAN_ITERSIZE by default": needing(
    "raw commandCounts oneServer",
    async ({ cache, create, commandsSentBy }) => {
      const small = await create({ OPTIONS: { SCAN_ITERSIZE: 10 } });
      await small.setMany(Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`k${n}`, n])));
      const pagesOf = (work: () => Promise<number>) => commandsSentBy(work);
      assert.ok((await pagesOf(() => small.deletePattern("none*"))) >= 15, "SCAN_ITERSIZE 10");
      assert.ok((await pagesOf(() => cache.deletePattern("none*", { itersize: 10 }))) >= 15, "itersize 10");
      assert.ok((await pagesOf(() => cache.deletePattern("none*"))) <= 3, "1000 by default");
      assert.ok(
        (await pagesOf(() => small.deletePattern("none*", { itersize: 1000 }))) <= 3,
        "itersize 1000",
      );
    },
  ),

  "onProgress is called with the number deleted so far": async ({ cache }) => {
    await cache.setMany(Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`k${n}`, n])));
    const reported: number[] = [];
    await cache.deletePattern("k*", { itersize: 20, onProgress: (deleted) => reported.push(deleted) });
    assert.ok(reported.length >= 1);
    assert.deepEqual(
      reported,
      [...reported].sort((a, b) => a - b),
    );
    assert.equal(reported.at(-1), 200);
  },

  "a signal stops deletePattern between batches, with its reason": async ({ cache }) => {
    await cache.setMany(Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`k${n}`, n])));
    const reason = new Error("stop now");
    await rejects(() => cache.deletePattern("k*", { signal: AbortSignal.abort(reason) }), {
      message: /stop now/,
    });
    assert.equal((await cache.keys("k*")).length, 200);
    const controller = new AbortController();
    const onProgress = () => controller.abort(reason);
    await rejects(() => cache.deletePattern("k*", { itersize: 10, onProgress, signal: controller.signal }), {
      message: /stop now/,
    });
    const left = (await cache.keys("k*")).length;
    assert.ok(left < 200 && left > 0, `${left} of 200 left`);
  },
};
