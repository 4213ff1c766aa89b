import assert from "node:assert/strict";
import { type Cases, needing } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

const VALUES: readonly unknown[] = [{ n: 1 }, "text", 5];

/** A change that keeps the value's type. */
const renewed = (value: unknown): unknown => (typeof value === "object" ? { n: 2 } : value);

export const updateTimeouts: Cases<ClientContext> = {
  "an update keeps the time left": async ({ cache, lives }) => {
    for (const value of VALUES) {
      await cache.set("k", value, 500);
      await cache.update("k", renewed);
      await lives("k", 500);
      await cache.set("k", value, null);
      await cache.update("k", renewed);
      assert.equal(await cache.ttl("k"), null);
    }
  },

  "an update with a timeout sets the time left": async ({ cache, lives }) => {
    for (const value of VALUES) {
      await cache.set("k", value, 500);
      assert.deepEqual(await cache.update("k", renewed, 100), renewed(value));
      await lives("k", 100);
      await cache.update("k", renewed, { timeout: "5m" });
      await lives("k", 300);
      await cache.update("k", renewed, { expiresAt: new Date(Date.now() + 700_000) });
      await lives("k", 700);
      await cache.update("k", renewed, { timeout: null });
      assert.deepEqual(await cache.getWithTtl("k"), { value: renewed(value), ttl: null });
      await cache.update("k", renewed, 200);
      await lives("k", 200);
    }
  },

  "an update of a missing key uses the cache's TIMEOUT, or its own": async ({ cache, lives }) => {
    await cache.update("k", () => "new");
    await lives("k", 300);
    await cache.update("k2", () => "new", 100);
    await lives("k2", 100);
    await cache.update("k3", () => "new", null);
    assert.equal(await cache.ttl("k3"), null);
  },

  "an update keeps the tags of a value, also with a timeout": async ({ cache, lives }) => {
    for (const timeout of [undefined, 100]) {
      await cache.set("k", { n: 1 }, { timeout: 500, tags: ["news"] });
      assert.deepEqual(await cache.update("k", renewed, { timeout }), { n: 2 });
      await lives("k", timeout ?? 500);
      assert.deepEqual(await cache.get("k"), { n: 2 });
      await cache.deleteByTag("news");
      assert.equal(await cache.get("k"), undefined);
    }
  },

  "an update of a value with an invalidated tag starts from undefined": async ({ cache }) => {
    await cache.set("k", { n: 1 }, { tags: ["news"] });
    await cache.deleteByTag("news");
    assert.equal(await cache.update("k", (value) => `of ${value}`), "of undefined");
    await cache.deleteByTag("news");
    assert.equal(await cache.get("k"), "of undefined");
  },

  "an update with a timeout of zero deletes the key": async ({ cache }) => {
    for (const value of VALUES) {
      await cache.set("k", value);
      assert.deepEqual(await cache.update("k", renewed, 0), renewed(value));
      assert.equal(await cache.has("k"), false);
    }
    assert.equal(await cache.update("new", () => 1, -5), 1);
    assert.equal(await cache.has("new"), false);
  },

  "an update of a value that expires meanwhile starts from undefined": needing(
    "exactExpiry",
    async ({ cache }) => {
      const seen: unknown[] = [];
      await cache.set("k", "old", 50);
      const made = await cache.update(
        "k",
        async (value) => {
          seen.push(value);
          if (seen.length === 1) {
            await cache.pexpire("k", 20);
            while (await cache.has("k")) await cache.has("other");
          }
          return "new";
        },
        50,
      );
      assert.equal(made, "new");
      assert.deepEqual(seen, ["old", undefined]);
      assert.equal(await cache.get("k"), "new");
    },
  ),
};
