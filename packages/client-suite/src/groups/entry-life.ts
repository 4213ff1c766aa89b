import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Load } from "@coffer/cache-core";
import { type Cases, needing, rejects } from "@coffer/plugin-kit/suite";
import { between } from "../between.js";
import type { ClientContext } from "../client-context.js";
import { makeOld } from "../make-old.js";

const never = (): never => assert.fail("the loader must not run");

export const entryLife: Cases<ClientContext> = {
  "nullTimeout applies to null only": needing("exactExpiry", async ({ cache }) => {
    const options = { timeout: 100, nullTimeout: 10 };
    await cache.getOrSet("null", () => null, options);
    await cache.getOrSet("value", () => 0, options);
    between(await cache.ttl("null"), 1, 10);
    between(await cache.ttl("value"), 50, 100);
  }),

  "jitter shortens a timeout by at most half, independently for each value": needing(
    "exactExpiry",
    async ({ cache }) => {
      const options = { timeout: 10_000, jitter: 0.5 };
      const names = Array.from({ length: 40 }, (_, n) => `k${n}`);
      await cache.setMany(Object.fromEntries(names.map((name) => [name, "x"])), options);
      await cache.set("k0", "x", options);
      await cache.add("added", "x", options);
      await cache.getOrSet("loaded", () => "x", options);
      const left = await Promise.all([...names, "added", "loaded"].map((name) => cache.pttl(name)));
      for (const each of left) between(each, 4_000_000, 10_000_000);
      assert.ok(new Set(left.map((each) => Math.round(Number(each) / 1000))).size > 10);
    },
  ),

  "a loader can set the timeout after it has loaded, or skip storing": needing(
    "exactExpiry",
    async ({ cache }) => {
      const load = (load: Load) => {
        assert.equal(load.timeout, 100);
        load.timeout = 20;
        return "value";
      };
      assert.equal(await cache.getOrSet("k", load, 100), "value");
      between(await cache.ttl("k"), 1, 20);
      assert.equal(await cache.getOrSet("skipped", ({ skip }) => skip("value")), "value");
      assert.equal(await cache.has("skipped"), false);
      const wrong = (load: Load) => {
        load.timeout = "soon" as never;
      };
      await rejects(() => cache.getOrSet("wrong", wrong), { name: "TypeError", message: /timeout/ });
    },
  ),

  "get, getMany and add treat a stale value as missing": needing("exactExpiry", async ({ cache }) => {
    await makeOld(cache, { grace: 50, stale: 50 });
    assert.equal(await cache.get("k"), undefined);
    assert.deepEqual(await cache.getMany(["k"]), new Map());
    assert.equal(await cache.getOrSet("k", () => "loaded", { timeout: "20ms", grace: 50 }), "loaded");
    await sleep(60);
    assert.equal(await cache.add("k", "added"), true);
    assert.equal(await cache.add("k", "again"), false);
    assert.equal(await cache.get("k"), "added");
  }),

  "touch renews the timeout of an entry with a grace period, and keeps that period": needing(
    "exactExpiry",
    async ({ cache }) => {
      await cache.getOrSet("k", () => "value", { timeout: 100, grace: 50 });
      // The entry's times follow this process's clock, and its TTL in Redis the server's: on a busy machine the two
      // differ.
      between(await cache.ttl("k"), 120, 160);
      assert.equal(await cache.touch("k", 300), true);
      between(await cache.ttl("k"), 320, 400);
      assert.equal(await cache.touch("k", null), true);
      assert.equal(await cache.ttl("k"), null);
      assert.equal(await cache.get("k"), "value");
      await cache.delete("k");
      await makeOld(cache, { grace: 50 });
      assert.equal(await cache.touch("k", 100), false);
    },
  ),

  "describe, if the client has it, returns how long an entry is fresh and kept, and its tags": needing(
    "exactExpiry",
    async ({ cache }) => {
      const { client } = cache;
      if (client.describe === undefined) return;
      await cache.getOrSet("k", () => "value", { timeout: 100, grace: 50, tags: ["t", "a"] });
      await cache.set("plain", "value", 100);
      const [entry, plain] = [await client.describe("k"), await client.describe("plain")];
      const secondsTo = (moment: Date | null | undefined) =>
        ((moment?.getTime() ?? Number.NaN) - Date.now()) / 1000;
      between(secondsTo(entry?.storedAt), -50, 1);
      between(secondsTo(entry?.expiresAt), 50, 101);
      between(secondsTo(entry?.keptUntil), 101, 151);
      assert.deepEqual([entry?.tags, entry?.isCurrent], [["a", "t"], true]);
      between(secondsTo(plain?.expiresAt), 50, 101);
      assert.deepEqual([plain?.tags, plain?.storedAt], [[], undefined]);
      await cache.deleteByTag("a");
      assert.equal((await client.describe("k"))?.isCurrent, false);
      assert.equal(await client.describe("missing"), undefined);
    },
  ),

  "getWithTtl of an entry with a grace period returns the value's time, or the key's if expire made that shorter":
    async ({ cache }) => {
      await cache.getOrSet("k", () => "value", { timeout: 100, grace: 50 });
      between((await cache.getWithTtl("k"))?.ttl ?? null, 50_000, 100_000);
      assert.equal(await cache.expire("k", 30), true);
      between((await cache.getWithTtl("k"))?.ttl ?? null, 1, 30_000);
      await cache.getOrSet("never", () => "value", { timeout: null, grace: 50 });
      assert.deepEqual(await cache.getWithTtl("never"), { value: "value", ttl: null });
      assert.equal(await cache.expire("never", 30), true);
      between((await cache.getWithTtl("never"))?.ttl ?? null, 1, 30_000);
    },

  "incr counts a fresh entry with a grace period, but not a stale one": needing(
    "counters",
    async ({ cache }) => {
      await cache.getOrSet("k", () => 41, { timeout: 100, grace: 50 });
      assert.equal(await cache.incr("k"), 42);
      assert.equal(await cache.getOrSet("k", never, { timeout: 100, grace: 50 }), 42);
    },
  ),
};
