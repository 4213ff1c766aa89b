import assert from "node:assert/strict";
import { type Cases, needing } from "@coffer/plugin-kit/suite";
import { between } from "../between.js";
import type { ClientContext } from "../client-context.js";
import { timeLeft } from "../time-left.js";

export const touch: Cases<ClientContext> = {
  "touch sets a new expiry, fractions of seconds too, and returns whether the key exists": needing(
    "exactExpiry",
    async ({ cache }) => {
      await cache.set("k", 1, 10);
      assert.equal(await cache.touch("k", 50), true);
      between(await cache.ttl("k"), 40, 50);
      await timeLeft(
        100_500,
        async () => assert.equal(await cache.touch("k", 100.5), true),
        () => cache.pttl("k"),
      );
      assert.equal(await cache.touch("none", 50), false);
      assert.equal(await cache.get("k"), 1);
    },
  ),

  "touch without a timeout uses the cache's TIMEOUT, and null removes the expiry": needing(
    "exactExpiry",
    async ({ cache }) => {
      await cache.set("k", 1, 10);
      assert.equal(await cache.touch("k"), true);
      between(await cache.ttl("k"), 290, 300);
      assert.equal(await cache.touch("k", null), true);
      assert.equal(await cache.ttl("k"), null);
      assert.equal(await cache.touch("none"), false);
      assert.equal(await cache.touch("none", null), false);
    },
  ),

  "touch with zero or less deletes the key": async ({ cache }) => {
    for (const timeout of [0, -1]) {
      await cache.set("k", 1);
      assert.equal(await cache.touch("k", timeout), true);
      assert.equal(await cache.has("k"), false);
    }
  },

  "touch with null returns true for a key without expiry": async ({ cache }) => {
    await cache.set("k", 1, null);
    assert.equal(await cache.touch("k", null), true);
    assert.equal(await cache.expire("k", null), true);
    assert.equal(await cache.ttl("k"), null);
  },
};
