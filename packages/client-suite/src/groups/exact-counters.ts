import assert from "node:assert/strict";
import { type Cases, needing } from "@coffer/plugin-kit/suite";
import { between } from "../between.js";
import type { ClientContext } from "../client-context.js";
import { timeLeft } from "../time-left.js";

const MAX = 2n ** 63n - 1n;

export const exactCounters: Cases<ClientContext> = {
  "sums beyond 2^53 are exact bigints": needing("counters", async ({ cache }) => {
    const beyond = 2n ** 53n;
    await cache.set("k", beyond);
    assert.equal(await cache.incr("k"), beyond + 1n);
    assert.equal(await cache.get("k"), beyond + 1n);
    assert.equal(await cache.incr("k", 2), beyond + 3n);
    assert.equal(await cache.decr("k", 4n), 2 ** 53 - 1);
    await cache.set("k", -beyond);
    assert.equal(await cache.decr("k"), -beyond - 1n);
    await cache.set("k", MAX - 1n);
    assert.equal(await cache.incr("k"), MAX);
  }),

  "sums beyond 64 bits are exact without limit": needing("counters", async ({ cache }) => {
    await cache.set("k", MAX);
    assert.equal(await cache.incr("k"), MAX + 1n);
    assert.equal(await cache.incr("k"), MAX + 2n);
    assert.equal(await cache.incr("k", 10n ** 30n), MAX + 2n + 10n ** 30n);
    assert.equal(await cache.decr("k", 10n ** 30n), MAX + 2n);
    assert.equal(await cache.decr("k", 3), MAX - 1n);
    assert.equal(await cache.get("k"), MAX - 1n);
    await cache.set("k", -MAX - 1n);
    assert.equal(await cache.decr("k"), -MAX - 2n);
    await cache.set("k", 5);
    assert.equal(await cache.incr("k", -(10n ** 20n)), 5n - 10n ** 20n);
  }),

  "a sum beyond 64 bits keeps the version and the expiry, or the lack of one": needing(
    "counters exactExpiry",
    async ({ cache }) => {
      await cache.set("k", MAX, null);
      await cache.incr("k");
      assert.equal(await cache.ttl("k"), null);
      await cache.set("k", MAX, { timeout: 100.4, version: 2 });
      await cache.incr("k", 1, { version: 2 });
      between(await cache.pttl("k", { version: 2 }), 90_000, 100_400);
      assert.equal(await cache.get("k"), MAX + 1n);
    },
  ),

  "a fractional delta or a stored fraction gives a fraction": needing("counters", async ({ cache }) => {
    await cache.set("k", 1);
    assert.equal(await cache.incr("k", 1.5), 2.5);
    assert.equal(await cache.get("k"), 2.5);
    assert.equal(await cache.incr("k"), 3.5);
    assert.equal(await cache.decr("k", 0.25), 3.25);
    await cache.set("k", -0.5);
    assert.equal(await cache.incr("k", 2), 1.5);
  }),

  "a fraction whose sum becomes whole can still be counted": needing("counters", async ({ cache }) => {
    await cache.set("k", 2.5);
    assert.equal(await cache.incr("k", 0.5), 3);
    assert.equal(await cache.get("k"), 3);
    assert.equal(await cache.incr("k"), 4);
  }),

  "the expiry is kept to the millisecond if the sum is not a 64-bit integer": needing(
    "counters exactExpiry",
    async ({ cache }) => {
      for (const [start, delta] of [
        [MAX, 1],
        [1, 0.5],
      ] as const) {
        for (const seconds of [101.4, 5.45]) {
          const give = async () => {
            await cache.set("k", start, seconds);
            await cache.incr("k", delta);
          };
          await timeLeft(seconds * 1000, give, () => cache.pttl("k"));
        }
      }
    },
  ),

  "fractions and sums beyond 64 bits are atomic too: no concurrent increment is lost": needing(
    "counters",
    async ({ cache, create }) => {
      const other = await create();
      await cache.setMany({ fraction: 0, big: MAX - 10n }, null);
      const each = <T>(work: (cache: ClientContext["cache"]) => Promise<T>) =>
        Promise.all(Array.from({ length: 50 }, (_, n) => work(n % 2 ? cache : other)));
      const [fractions, bigs] = await Promise.all([
        each((one) => one.incr("fraction", 0.5)),
        each((one) => one.incr("big")),
      ]);
      assert.equal(new Set(fractions).size, 50);
      assert.equal(new Set(bigs).size, 50);
      assert.equal(await cache.get("fraction"), 25);
      assert.equal(await cache.get("big"), MAX + 40n);
    },
  ),
};
