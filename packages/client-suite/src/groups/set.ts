import assert from "node:assert/strict";
import { type Cases, needing, rejects } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

export const set: Cases<ClientContext> = {
  "set returns whether it wrote, and nx and xx can prevent it": async ({ cache }) => {
    assert.equal(await cache.set("k", 1), true);
    assert.equal(await cache.set("k", 2), true);
    assert.equal(await cache.set("k", 3, { nx: true }), false);
    assert.equal(await cache.set("none", 3, { xx: true }), false);
    assert.equal(await cache.get("k"), 2);
  },

  "nx keeps value and expiry of an existing key, and applies its timeout if it writes": async ({
    cache,
    lives,
  }) => {
    await cache.set("k", "old", 50);
    assert.equal(await cache.set("k", "new", { nx: true, timeout: 500 }), false);
    assert.equal(await cache.get("k"), "old");
    await lives("k", 50);
    assert.equal(await cache.set("fresh", "new", { nx: true, timeout: 70 }), true);
    await lives("fresh", 70);
  },

  "xx writes only an existing key, with its timeout": async ({ cache, lives }) => {
    assert.equal(await cache.set("k", 1, { xx: true }), false);
    assert.equal(await cache.has("k"), false);
    await cache.set("k", 1, 50);
    assert.equal(await cache.set("k", 2, { xx: true, timeout: 70 }), true);
    assert.equal(await cache.get("k"), 2);
    await lives("k", 70);
  },

  "nx with xx is an error, and nothing is written": async ({ cache }) => {
    for (const timeout of [undefined, 5, 0, null]) {
      await rejects(() => cache.set("k", 1, { nx: true, xx: true, timeout }), {
        name: "TypeError",
        message: /nx.*xx|xx.*nx/,
      });
    }
    assert.equal(await cache.has("k"), false);
  },

  "a key of any Redis type is overwritten, with its expiry": async ({ cache }) => {
    await cache.sadd("set", 1);
    await cache.hset("hash", "f", 1);
    await cache.zadd("scores", [["m", 1]]);
    for (const key of ["set", "hash", "scores"]) {
      assert.equal(await cache.set(key, "value"), true);
      assert.equal(await cache.get(key), "value");
    }
    await cache.set("k", 1, 5);
    await cache.set("k", 2, null);
    assert.equal(await cache.ttl("k"), null);
  },

  "set has no option for a connection: client is unknown": async ({ cache }) => {
    await rejects(() => cache.set("k", 1, { client: {} } as object), {
      name: "TypeError",
      message: /client/,
    });
    assert.equal(await cache.has("k"), false);
  },

  "with a timeout of zero or less, set deletes the key and returns whether it existed": async ({ cache }) => {
    for (const timeout of [0, -1, -0.5, 0.0001, 0.0009, "0s", "-5m", "0.5ms"] as const) {
      await cache.set("k", 1);
      assert.equal(await cache.set("k", 2, timeout), true, `${timeout}`);
      assert.equal(await cache.has("k"), false, `${timeout}`);
      assert.equal(await cache.set("k", 2, { timeout }), false, `${timeout}`);
      assert.equal(await cache.has("k"), false, `${timeout}`);
    }
  },

  "with nx and a timeout of zero or less nothing changes, and the answer is whether the key is missing":
    async ({ cache }) => {
      for (const timeout of [0, -1, 0.0001]) {
        assert.equal(await cache.set("k", 1, { nx: true, timeout }), true);
        assert.equal(await cache.has("k"), false);
      }
      await cache.set("k", 1);
      assert.equal(await cache.set("k", 2, { nx: true, timeout: 0 }), false);
      assert.equal(await cache.get("k"), 1);
    },

  "with xx and a timeout of zero or less an existing key is deleted": async ({ cache }) => {
    assert.equal(await cache.set("k", 1, { xx: true, timeout: 0 }), false);
    await cache.set("k", 1);
    assert.equal(await cache.set("k", 2, { xx: true, timeout: 0 }), true);
    assert.equal(await cache.has("k"), false);
  },

  "set and get of one value send one command each": needing(
    "raw commandCounts",
    async ({ cache, commandsSentBy }) => {
      assert.equal(await commandsSentBy(() => cache.set("k", { n: 1 }, 50)), 1);
      assert.equal(await commandsSentBy(() => cache.get("k")), 1);
    },
  ),
};
