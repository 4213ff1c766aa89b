import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Compressor } from "@coffer/cache-core";
import { type Cases, needing } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

/** Takes its time for the first values that it sees, and none for later ones. */
class LateCompressor implements Compressor {
  #delay = 30;

  async compress(data: Buffer): Promise<Buffer> {
    await sleep(this.#delay);
    this.#delay = Math.max(0, this.#delay - 10);
    return data;
  }

  async decompress(data: Buffer): Promise<Buffer> {
    return data;
  }
}

export const order: Cases<ClientContext> = {
  "a read sees the write that was called before it, and not the one after": async ({ cache }) => {
    await cache.set("k", "old");
    const answers = await Promise.all([
      cache.get("k"),
      cache.set("k", "new"),
      cache.get("k"),
      cache.delete("k"),
      cache.get("k"),
      cache.set("k", "newest"),
      cache.get("k"),
    ]);
    assert.deepEqual(answers, ["old", true, "new", true, undefined, true, "newest"]);
  },

  "of two writes the later one stays": async ({ cache }) => {
    const writes = Array.from({ length: 50 }, (_, n) => cache.set("k", n));
    await Promise.all(writes);
    assert.equal(await cache.get("k"), 49);
    await Promise.all([
      cache.set("k", 1),
      cache.setMany({ k: 2 }),
      cache.set("k", 3),
      cache.setMany({ k: 4 }),
    ]);
    assert.equal(await cache.get("k"), 4);
  },

  "conditions see what was called before them": async ({ cache }) => {
    const answers = await Promise.all([
      cache.set("k", 1, { xx: true }),
      cache.add("k", 2),
      cache.add("k", 3),
      cache.set("k", 4, { xx: true }),
      cache.set("k", 5, { nx: true }),
      cache.set("k", 6, 0),
      cache.add("k", 7),
      cache.get("k"),
    ]);
    assert.deepEqual(answers, [false, true, false, true, false, true, true, 7]);
  },

  "every command keeps its place among the others on its key": async ({ cache }) => {
    const answers = await Promise.all([
      cache.set("k", 1),
      cache.has("k"),
      cache.expire("k", 50),
      cache.ttl("k"),
      cache.getMany(["k"]),
      cache.persist("k"),
      cache.ttl("k"),
      cache.deleteMany(["k"]),
      cache.has("k"),
      cache.getMany(["k"]),
      cache.setMany({ k: 2 }),
      cache.get("k"),
      cache.touch("k", null),
      cache.ttl("k"),
      cache.incrVersion("k"),
      cache.get("k"),
      cache.get("k", undefined, { version: 2 }),
    ]);
    assert.deepEqual(answers, [
      ...[true, true, true, 50, new Map([["k", 1]]), true, null, 1, false, new Map()],
      ...[[], 2, true, null, 2, undefined, 2],
    ]);
  },

  "counting keeps its place among reads and writes": needing("counters", async ({ cache }) => {
    const answers = await Promise.all([
      cache.set("k", 1),
      cache.incr("k"),
      cache.get("k"),
      cache.set("k", 10),
      cache.decr("k", 4),
      cache.get("k"),
      cache.delete("k"),
      cache.incr("k", 5, { ignoreKeyCheck: true }),
      cache.get("k"),
    ]);
    assert.deepEqual(answers, [true, 2, 2, true, 6, 6, true, 5, 5]);
  }),

  "counting with fractions and beyond 64 bits keeps its place too": needing("counters", async ({ cache }) => {
    const answers = await Promise.all([
      cache.set("k", 10),
      cache.decr("k", 0.5),
      cache.get("k"),
      cache.set("k", 1),
      cache.incr("k", 10n ** 20n),
      cache.get("k"),
      cache.delete("k"),
    ]);
    assert.deepEqual(answers, [true, 9.5, 9.5, true, 10n ** 20n + 1n, 10n ** 20n + 1n, true]);
  }),

  "counting from a value that Redis cannot count keeps its place too": needing(
    "counters",
    async ({ cache }) => {
      await cache.set("half", 0.5);
      await cache.set("huge", 2n ** 63n - 1n);
      const answers = await Promise.all([
        cache.incr("half"),
        cache.get("half"),
        cache.incr("half"),
        cache.incr("half", 2),
        cache.set("half", "text"),
        cache.get("half"),
        cache.incr("huge"),
        cache.getMany(["huge", "half"]),
        cache.delete("huge"),
        cache.has("huge"),
      ]);
      assert.deepEqual(answers, [
        ...[1.5, 1.5, 2.5, 4.5, true, "text"],
        ...[
          2n ** 63n,
          new Map<string, unknown>([
            ["huge", 2n ** 63n],
            ["half", "text"],
          ]),
          true,
          false,
        ],
      ]);
    },
  ),

  "a script that the server has forgotten keeps its place too": needing(
    "counters raw",
    async ({ cache, raw }) => {
      await cache.set("k", 0);
      assert.equal(await cache.incr("k"), 1);
      assert.equal(await cache.incr("k"), 2);
      await raw("SCRIPT", "FLUSH");
      const answers = await Promise.all([
        cache.incr("k"),
        cache.get("k"),
        cache.set("k", 100),
        cache.incr("k"),
        cache.incr("k"),
        cache.delete("k"),
        cache.get("k"),
      ]);
      assert.deepEqual(answers, [3, 3, true, 101, 102, true, undefined]);
    },
  ),

  "sets, hashes and sorted sets keep their place too": async ({ cache }) => {
    const answers = await Promise.all([
      cache.sadd("s", 1),
      cache.sismember("s", 1),
      cache.srem("s", 1),
      cache.scard("s"),
      cache.hset("h", "f", 1),
      cache.hget("h", "f"),
      cache.delete("h"),
      cache.hlen("h"),
      cache.zadd("z", [["m", 1]]),
      cache.zscore("z", "m"),
      cache.zrem("z", "m"),
      cache.zcard("z"),
      cache.set("s", "text"),
      cache.get("s"),
    ]);
    assert.deepEqual(answers, [1, true, 1, 0, 1, 1, true, 0, 1, 1, 1, 0, true, "text"]);
  },

  "patterns and clear see what was called before them": async ({ cache }) => {
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

  "what is deleted in several round trips is deleted before what is asked behind it": async ({ create }) => {
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

  "a pattern deletes what it names alone, also of the keys that are asked for meanwhile": async ({
    create,
  }) => {
    const cache = await create({ OPTIONS: { SCAN_ITERSIZE: 1 } });
    // To Redis a `?` is one byte.
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

  "a compressor that takes its time changes no order": async ({ create }) => {
    const cache = await create({ OPTIONS: { COMPRESSOR: LateCompressor } });
    const answers = await Promise.all([
      cache.set("k", "first"),
      cache.set("k", "second"),
      cache.get("k"),
      cache.set("k", 3),
      cache.get("k"),
      cache.delete("k"),
      cache.add("k", "fourth"),
      cache.get("k"),
    ]);
    assert.deepEqual(answers, [true, true, "second", true, 3, true, true, "fourth"]);
    await Promise.all([cache.set("l", "late"), cache.set("l", 5)]);
    assert.equal(await cache.get("l"), 5);
  },
};
