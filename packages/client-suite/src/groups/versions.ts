import assert from "node:assert/strict";
import { type Cases, needing, rejects } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";
import { timeLeft } from "../time-left.js";

const MISSING = { name: "KeyNotFound", code: "ERR_KEY_NOT_FOUND", message: /report/ };

export const versions: Cases<ClientContext> = {
  "incrVersion moves a value to the next version and returns its number": async ({ cache }) => {
    await cache.set("k", { n: 1 });
    assert.equal(await cache.incrVersion("k"), 2);
    assert.equal(await cache.get("k"), undefined);
    assert.deepEqual(await cache.get("k", undefined, { version: 2 }), { n: 1 });
    assert.equal(await cache.incrVersion("k", 5, { version: 2 }), 7);
    assert.equal(await cache.has("k", { version: 7 }), true);
    assert.equal(await cache.has("k", { version: 2 }), false);
  },

  "decrVersion moves it back": async ({ cache }) => {
    await cache.set("k", "x", { version: 5 });
    assert.equal(await cache.decrVersion("k", 1, { version: 5 }), 4);
    assert.equal(await cache.decrVersion("k", 3, { version: 4 }), 1);
    assert.equal(await cache.get("k"), "x");
    assert.equal(await cache.decrVersion("k", 2), -1);
    assert.equal(await cache.get("k", undefined, { version: -1 }), "x");
  },

  "a missing key is a KeyNotFound that names the key, and a stored null is not missing": async ({
    cache,
  }) => {
    await rejects(() => cache.incrVersion("report"), MISSING);
    await rejects(() => cache.decrVersion("report"), MISSING);
    await rejects(() => cache.incrVersion("report", 0), MISSING);
    await cache.set("k", null);
    assert.equal(await cache.incrVersion("k"), 2);
    assert.equal(await cache.get("k", "fallback", { version: 2 }), null);
  },

  "moving a missing key is an error even while exceptions are ignored": async ({ create }) => {
    const cache = await create({ OPTIONS: { IGNORE_EXCEPTIONS: true } });
    await rejects(() => cache.incrVersion("report"), MISSING);
  },

  "a value at the new version is replaced": async ({ cache }) => {
    await cache.set("k", "new", null);
    await cache.set("k", "old", { version: 2, timeout: 50 });
    assert.equal(await cache.incrVersion("k"), 2);
    assert.equal(await cache.get("k", undefined, { version: 2 }), "new");
    assert.equal(await cache.ttl("k", { version: 2 }), null);
  },

  "every Redis type can be moved": async ({ cache }) => {
    const v2 = { version: 2 };
    await cache.sadd("set", 1, 2);
    await cache.hset("hash", "f", "x");
    await cache.zadd("scores", [["m", 1.5]]);
    for (const key of ["set", "hash", "scores"]) assert.equal(await cache.incrVersion(key), 2);
    assert.deepEqual(await cache.smembers("set", v2), new Set([1, 2]));
    assert.equal(await cache.hget("hash", "f", v2), "x");
    assert.equal(await cache.zscore("scores", "m", v2), 1.5);
    assert.deepEqual(await cache.keys("*"), []);
  },

  "the move is atomic: of two at once, one moves and the other finds no key": needing(
    "oneServer",
    async ({ cache, create }) => {
      const other = await create();
      await cache.set("report", 1);
      const both = await Promise.allSettled([cache.incrVersion("report"), other.incrVersion("report")]);
      assert.deepEqual(both.map((each) => each.status).sort(), ["fulfilled", "rejected"]);
      assert.equal(await cache.get("report", undefined, { version: 2 }), 1);
    },
  ),

  "undecodable bytes are moved unchanged": needing("raw", async ({ cache, raw }) => {
    await raw("SET", ":1:k", Buffer.from([0xc1, 0xc1]));
    assert.equal(await cache.incrVersion("k"), 2);
    assert.equal(await raw("STRLEN", ":2:k"), 2);
  }),

  "the expiry is moved to the millisecond": needing("exactExpiry", async ({ cache }) => {
    for (const seconds of [101.6, 5.45]) {
      const give = async () => {
        await cache.set("k", 1, seconds);
        await cache.incrVersion("k");
      };
      await timeLeft(seconds * 1000, give, () => cache.pttl("k", { version: 2 }));
    }
    await cache.set("k", 1, null);
    await cache.incrVersion("k");
    assert.equal(await cache.ttl("k", { version: 2 }), null);
  }),

  "a delta of zero changes nothing": async ({ cache, lives }) => {
    await cache.set("k", "x", 50);
    assert.equal(await cache.incrVersion("k", 0), 1);
    assert.equal(await cache.decrVersion("k", 0), 1);
    assert.equal(await cache.get("k"), "x");
    await lives("k", 50);
  },

  "a result of makeKey moves from its own version, colons included": async ({ cache }) => {
    await cache.set("user:1", "x", { version: 3 });
    assert.equal(await cache.incrVersion(cache.makeKey("user:1", { version: 3 })), 4);
    assert.equal(await cache.get("user:1", undefined, { version: 4 }), "x");
    assert.deepEqual(await cache.keys("*", { version: 4 }), ["user:1"]);
  },

  "a result of makeKey with another prefix moves under that prefix, or stays and is an error": async ({
    cache,
    create,
  }) => {
    const shop = await create({ KEY_PREFIX: "shop" });
    await shop.set("k", "x");
    const moved = await cache.incrVersion(shop.makeKey("k")).catch((error: Error) => error.name);
    assert.ok(moved === 2 || moved === "TypeError", `${moved}`);
    const version = moved === 2 ? 2 : 1;
    assert.equal(await shop.get("k", undefined, { version }), "x");
  },
};
