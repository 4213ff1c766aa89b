import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { type Cases, needing } from "@coffer/plugin-kit/suite";
import { between } from "../between.js";
import type { ClientContext } from "../client-context.js";
import { timeLeft } from "../time-left.js";

export const expiry: Cases<ClientContext> = {
  "ttl returns seconds, null without expiry, 0 for a missing or expired key": needing(
    "exactExpiry",
    async ({ cache }) => {
      await cache.set("k", 1, 50);
      between(await cache.ttl("k"), 40, 50);
      await cache.set("k", 1, null);
      assert.equal(await cache.ttl("k"), null);
      assert.equal(await cache.ttl("none"), 0);
      await cache.set("k", 1, 0.02);
      await sleep(40);
      assert.equal(await cache.ttl("k"), 0);
    },
  ),

  "pttl returns the same in milliseconds": needing("exactExpiry", async ({ cache }) => {
    await cache.set("k", 1, 50);
    between(await cache.pttl("k"), 40_000, 50_000);
    await cache.set("k", 1, null);
    assert.equal(await cache.pttl("k"), null);
    assert.equal(await cache.pttl("none"), 0);
  }),

  "ttl rounds up, so that it is never 0 for an existing key": needing("exactExpiry", async ({ cache }) => {
    await cache.set("k", 1, 0.4);
    const last = await cache.ttl("k");
    // On a busy machine the key may have expired by then.
    if (last !== 1) assert.deepEqual([last, await cache.has("k")], [0, false]);
    await cache.set("k", 1, 100.4);
    const before = await cache.pttl("k");
    const seconds = await cache.ttl("k");
    const after = await cache.pttl("k");
    between(seconds, Math.ceil((after ?? 0) / 1000), Math.ceil((before ?? 0) / 1000));
  }),

  "ttl and pttl send one command": needing("raw commandCounts", async ({ cache, commandsSentBy }) => {
    await cache.set("k", 1);
    assert.equal(await commandsSentBy(() => cache.ttl("k")), 1);
    assert.equal(await commandsSentBy(() => cache.pttl("none")), 1);
  }),

  "persist returns whether there was an expiry to remove": async ({ cache }) => {
    await cache.set("k", 1, 50);
    assert.equal(await cache.persist("k"), true);
    assert.equal(await cache.ttl("k"), null);
    assert.equal(await cache.persist("k"), false);
    assert.equal(await cache.persist("none"), false);
  },

  "expire sets the time left, also as a fraction or duration, and returns whether the key exists": async ({
    cache,
  }) => {
    await cache.set("k", 1);
    assert.equal(await cache.expire("k", 50), true);
    between(await cache.ttl("k"), 40, 50);
    await timeLeft(
      100_500,
      async () => assert.equal(await cache.expire("k", 100.5), true),
      () => cache.pttl("k"),
    );
    assert.equal(await cache.expire("k", "5m"), true);
    between(await cache.ttl("k"), 290, 300);
    assert.equal(await cache.expire("none", 50), false);
    assert.equal(await cache.expire("k", 50, { version: 2 }), false);
  },

  "expire with zero or less deletes the key, and returns whether it existed": async ({ cache }) => {
    for (const timeout of [0, -5, 0.0001, "0s"] as const) {
      await cache.set("k", 1);
      assert.equal(await cache.expire("k", timeout), true);
      assert.equal(await cache.has("k"), false);
      assert.equal(await cache.expire("k", timeout), false);
    }
  },

  "expire and pexpire without a timeout use the cache's TIMEOUT, each in its unit": async ({ create }) => {
    const cache = await create({ TIMEOUT: 70 });
    await cache.set("k", 1, null);
    assert.equal(await cache.expire("k"), true);
    between(await cache.ttl("k"), 60, 70);
    await cache.set("k", 1, null);
    assert.equal(await cache.pexpire("k"), true);
    between(await cache.pttl("k"), 60_000, 70_000);
    assert.equal(await cache.expire("none"), false);
    assert.equal(await cache.pexpire("none"), false);
  },

  "expire and pexpire without a timeout remove the expiry if TIMEOUT is null": async ({ create }) => {
    const cache = await create({ TIMEOUT: null });
    for (const name of ["expire", "pexpire", "touch"] as const) {
      await cache.set("k", 1, 50);
      assert.equal(await cache[name]("k"), true, name);
      assert.equal(await cache.ttl("k"), null, name);
      assert.equal(await cache[name]("k"), true, `${name} again`);
      assert.equal(await cache[name]("none"), false, name);
    }
  },

  "pexpire takes whole milliseconds": async ({ cache }) => {
    await cache.set("k", 1);
    assert.equal(await cache.pexpire("k", 50_000), true);
    between(await cache.pttl("k"), 40_000, 50_000);
    assert.equal(await cache.pexpire("none", 50), false);
    assert.equal(await cache.pexpire("k", 0), true);
    assert.equal(await cache.has("k"), false);
    await cache.set("k", 1, 50);
    assert.equal(await cache.pexpire("k", null), true);
    assert.equal(await cache.ttl("k"), null);
  },

  "expireAt takes a Date or seconds since 1970, and a past moment deletes the key": async ({ cache }) => {
    const inOneHour = Date.now() + 3_600_000;
    await cache.set("k", 1);
    assert.equal(await cache.expireAt("k", new Date(inOneHour)), true);
    between(await cache.pttl("k"), 3_500_000, 3_601_000);
    await cache.set("k", 1);
    assert.equal(await cache.expireAt("k", Math.floor(inOneHour / 1000)), true);
    between(await cache.pttl("k"), 3_500_000, 3_601_000);
    assert.equal(await cache.expireAt("none", new Date(inOneHour)), false);
    assert.equal(await cache.expireAt("k", new Date(Date.now() - 5000)), true);
    assert.equal(await cache.has("k"), false);
    await cache.set("k", 1);
    assert.equal(await cache.expireAt("k", 1000), true);
    assert.equal(await cache.expireAt("k", 1000), false);
  },

  "pexpireAt takes a Date or milliseconds since 1970, and keeps the milliseconds": async ({ cache }) => {
    const soon = Date.now() + 100_500;
    await cache.set("k", 1);
    assert.equal(await cache.pexpireAt("k", new Date(soon)), true);
    between(await cache.pttl("k"), 80_000, 101_500);
    await cache.set("k", 1);
    assert.equal(await cache.pexpireAt("k", soon), true);
    between(await cache.pttl("k"), 80_000, 101_500);
    assert.equal(await cache.pexpireAt("none", soon), false);
    assert.equal(await cache.pexpireAt("k", Date.now() - 5000), true);
    assert.equal(await cache.has("k"), false);
  },

  "the expiry of any Redis type can be set and read": async ({ cache }) => {
    await cache.sadd("set", 1);
    await cache.hset("hash", "f", 1);
    for (const key of ["set", "hash"]) {
      assert.equal(await cache.ttl(key), null);
      assert.equal(await cache.expire(key, 50), true);
      between(await cache.ttl(key), 40, 50);
    }
  },
};
