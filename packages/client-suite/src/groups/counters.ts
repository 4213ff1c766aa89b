import assert from "node:assert/strict";
import { type Cases, needing, rejects } from "@coffer/plugin-kit/suite";
import { between } from "../between.js";
import type { ClientContext } from "../client-context.js";

const MISSING = { name: "KeyNotFound", code: "ERR_KEY_NOT_FOUND" };

export const counters: Cases<ClientContext> = {
  "incr adds one, or delta, and returns the sum": needing("counters", async ({ cache }) => {
    await cache.set("k", 1);
    assert.equal(await cache.incr("k"), 2);
    assert.equal(await cache.incr("k", 10), 12);
    assert.equal(await cache.incr("k", -20), -8);
    assert.equal(await cache.incr("k", 0), -8);
    assert.equal(await cache.incr("k", 3n), -5);
    assert.equal(await cache.get("k"), -5);
  }),

  "decr subtracts": needing("counters", async ({ cache }) => {
    await cache.set("k", 10);
    assert.equal(await cache.decr("k"), 9);
    assert.equal(await cache.decr("k", 5), 4);
    assert.equal(await cache.decr("k", -6n), 10);
    assert.equal(await cache.decr("k", 0.5), 9.5);
  }),

  "incr is atomic: no concurrent increment from several caches is lost": needing(
    "counters",
    async ({ cache, create }) => {
      const other = await create();
      await cache.set("k", 0);
      const sums = await Promise.all(
        Array.from({ length: 200 }, (_, n) => (n % 2 ? cache : other).incr("k", n % 3 ? 1 : 2)),
      );
      assert.equal(new Set(sums).size, 200);
      assert.equal(await cache.get("k"), 267);
    },
  ),

  "incr of a missing key is a KeyNotFound that names the key, and the key stays missing": needing(
    "counters",
    async ({ cache }) => {
      for (const delta of [1, 0, 1.5, 10n ** 30n]) {
        await rejects(() => cache.incr("visits", delta), { ...MISSING, message: /visits/ });
        await rejects(() => cache.decr("visits", delta), { ...MISSING, message: /visits/ });
      }
      assert.equal(await cache.has("visits"), false);
    },
  ),

  "incr of a missing key is an error even while exceptions are ignored": needing(
    "counters",
    async ({ create }) => {
      const cache = await create({ OPTIONS: { IGNORE_EXCEPTIONS: true } });
      await rejects(() => cache.incr("visits"), MISSING);
      await rejects(() => cache.decr("visits"), MISSING);
    },
  ),

  "incr keeps the expiry": needing("counters exactExpiry", async ({ cache }) => {
    await cache.set("k", 1, 50);
    await cache.incr("k");
    between(await cache.pttl("k"), 40_000, 50_000);
    await cache.set("k", 1, null);
    await cache.incr("k");
    assert.equal(await cache.ttl("k"), null);
  }),

  "ignoreKeyCheck counts a missing key from zero, without expiry": needing(
    "counters",
    async ({ cache, lives }) => {
      assert.equal(await cache.incr("a", 5, { ignoreKeyCheck: true }), 5);
      assert.equal(await cache.ttl("a"), null);
      assert.equal(await cache.decr("b", 5, { ignoreKeyCheck: true }), -5);
      assert.equal(await cache.incr("c", 1.5, { ignoreKeyCheck: true }), 1.5);
      assert.equal(await cache.ttl("c"), null);
      await cache.set("a", 1, 50);
      assert.equal(await cache.incr("a", 1, { ignoreKeyCheck: true }), 2);
      await lives("a", 50);
    },
  ),

  "each version has its own counter": needing("counters", async ({ cache }) => {
    await cache.set("k", 1);
    await cache.set("k", 10, { version: 2 });
    assert.equal(await cache.incr("k", 1, { version: 2 }), 11);
    assert.equal(await cache.decr("k", 1, { version: 2 }), 10);
    assert.equal(await cache.get("k"), 1);
  }),

  "a value that is not a number is a TypeError, and is not changed": needing(
    "counters",
    async ({ cache }) => {
      for (const value of ["text", "5", null, true, [1], { n: 1 }]) {
        await cache.set("k", value, null);
        for (const delta of [1, 1.5, 10n ** 30n]) {
          const error = { name: "TypeError", message: /^(?!.*\ba [aeio])/ };
          await rejects(() => cache.incr("k", delta), error, JSON.stringify(value));
        }
        assert.deepEqual(await cache.get("k"), value);
      }
    },
  ),

  "another Redis type is an error, and is not changed": needing("counters", async ({ cache }) => {
    await cache.sadd("set", 1);
    for (const delta of [1, 1.5, 10n ** 30n]) {
      await rejects(() => cache.incr("set", delta), { name: ["TypeError", "ConnectionInterrupted"] });
    }
    assert.deepEqual(await cache.smembers("set"), new Set([1]));
  }),

  "a delta that is not a finite number is an error": needing("counters", async ({ cache }) => {
    await cache.set("k", 1);
    for (const wrong of ["5", true, null, Number.NaN, Number.POSITIVE_INFINITY, {}] as unknown as number[]) {
      const error = { name: ["TypeError", "RangeError"], message: /delta/ };
      await rejects(() => cache.incr("k", wrong), error, String(wrong));
      await rejects(() => cache.decr("k", wrong), error, String(wrong));
    }
    assert.equal(await cache.get("k"), 1);
  }),
};
