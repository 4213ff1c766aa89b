import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Timeout } from "@coffer/cache-core";
import { type Cases, needing, rejects } from "@coffer/plugin-kit/suite";
import { between } from "../between.js";
import type { ClientContext } from "../client-context.js";
import { timeLeft } from "../time-left.js";

export const timeouts: Cases<ClientContext> = {
  "seconds are cut to milliseconds and not rounded": needing("exactExpiry", async ({ cache }) => {
    for (const seconds of [100.5, 1000.0009]) {
      await timeLeft(
        Math.floor(seconds * 1000),
        () => cache.set("k", 1, seconds),
        () => cache.pttl("k"),
      );
    }
  }),

  "without a timeout the cache's TIMEOUT applies, 300 seconds by default": needing(
    "exactExpiry",
    async ({ cache, create }) => {
      const short = await create({ TIMEOUT: 60 });
      const never = await create({ TIMEOUT: null });
      for (const [each, expected] of [
        [cache, 300],
        [short, 60],
        [never, null],
      ] as const) {
        const ttls: (number | null)[] = [];
        for (const options of [undefined, {}, { timeout: undefined }]) {
          await each.set("k", 1, options);
          ttls.push(await each.ttl("k"));
        }
        await each.setMany({ k: 1 });
        ttls.push(await each.ttl("k"));
        await each.delete("k");
        await each.add("k", 1);
        ttls.push(await each.ttl("k"));
        await each.delete("k");
        await each.getOrSet("k", 1);
        ttls.push(await each.ttl("k"));
        assert.equal(ttls.length, 6);
        for (const ttl of ttls) {
          if (expected === null) assert.equal(ttl, null);
          else between(ttl, expected - 10, expected);
        }
      }
    },
  ),

  "TIMEOUT takes fractions, durations and zero": needing("exactExpiry", async ({ create }) => {
    const minutes = await create({ TIMEOUT: "5m" });
    await minutes.set("k", 1);
    between(await minutes.ttl("k"), 290, 300);
    const zero = await create({ TIMEOUT: 0 });
    assert.equal(await zero.set("k", 1), true);
    assert.equal(await zero.has("k"), false);
  }),

  "a timeout of null means never": async ({ cache }) => {
    await cache.set("k", 1, null);
    assert.equal(await cache.ttl("k"), null);
    await cache.set("k", 1, { timeout: null });
    assert.equal(await cache.pttl("k"), null);
  },

  "a duration includes its unit": needing("exactExpiry", async ({ cache }) => {
    for (const [duration, milliseconds] of [
      ["90000ms", 90_000],
      ["30s", 30_000],
      ["5m", 300_000],
      ["1.5h", 5_400_000],
      ["7d", 604_800_000],
    ] as const) {
      await cache.set("k", 1, duration);
      between(await cache.pttl("k"), milliseconds - 10_000, milliseconds);
    }
  }),

  "values disappear when they expire": needing("exactExpiry", async ({ cache }) => {
    await cache.set("k", 1, 0.05);
    await cache.setMany({ a: 1, b: 2 }, { timeout: "50ms" });
    await cache.set("stays", 1, 50);
    assert.equal(await cache.get("stays"), 1);
    await sleep(80);
    assert.equal(await cache.get("k"), undefined);
    assert.deepEqual([...(await cache.getMany(["a", "b", "stays"])).keys()], ["stays"]);
    assert.equal(await cache.has("k"), false);
    assert.equal(await cache.ttl("k"), 0);
  }),

  "a timeout beyond Redis's limit is an error, and nothing is written": async ({ cache }) => {
    for (const timeout of [1e300, Number.POSITIVE_INFINITY, "99999999999999999d"] as const) {
      await rejects(() => cache.set("k", 1, timeout), {
        name: ["RangeError", "TypeError"],
        message: /timeout/,
      });
    }
    assert.equal(await cache.has("k"), false);
  },

  "an invalid timeout is an error in every method, and nothing is written": async ({ cache }) => {
    await cache.set("k", "old");
    for (const wrong of ["5", "5 s", "", "soon", Number.NaN, true, 5n, [5], new Date()]) {
      const timeout = wrong as Timeout;
      const error = { name: "TypeError", message: /timeout|options/ };
      const what = `timeout ${String(wrong)}`;
      await rejects(() => cache.set("k", 1, { timeout }), error, what);
      await rejects(() => cache.set("k", 1, timeout), error, what);
      await rejects(() => cache.add("new", 1, { timeout }), error, what);
      await rejects(() => cache.setMany({ new: 1 }, { timeout }), error, what);
      await rejects(() => cache.getOrSet("new", 1, { timeout }), error, what);
      await rejects(() => cache.expire("k", timeout), error, what);
      await rejects(() => cache.touch("k", timeout), error, what);
    }
    assert.deepEqual(await cache.keys("*"), ["k"]);
    assert.equal(await cache.get("k"), "old");
  },
};
