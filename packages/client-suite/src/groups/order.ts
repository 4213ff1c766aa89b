import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Compressor } from "@coffer/cache-core";
import type { Cases } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

/** A slow codec step: slow for the first values, fast for later ones. */
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
  "a read sees a write that was called before it, and not one called after it": async ({ cache }) => {
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

  "of two writes the later one is kept": async ({ cache }) => {
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

  "conditions see the writes that were called before them": async ({ cache }) => {
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

  "every command keeps its order among the others on its key": async ({ cache }) => {
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

  "sets, hashes and sorted sets keep their order too": async ({ cache }) => {
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

  "a slow compressor does not change the order": async ({ create }) => {
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
