import assert from "node:assert/strict";
import { type Cases, needing } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

export const orderOfCounting: Cases<ClientContext> = {
  "counters keep their order among reads and writes": needing("counters", async ({ cache }) => {
    const answers = await Promise.all([
      cache.set("k", 1),
      cache.incr("k"),
      cache.get("k"),
      cache.set("k", 10),
      cache.decr("k", 4),
      cache.get("k"),
      cache.delete("k"),
      cache.incr("k", 5, { ignoreKeyCheck: true }),
      cache.get("k"),
    ]);
    assert.deepEqual(answers, [true, 2, 2, true, 6, 6, true, 5, 5]);
  }),

  "counters with fractions and beyond 64 bits keep their order too": needing(
    "counters",
    async ({ cache }) => {
      const answers = await Promise.all([
        cache.set("k", 10),
        cache.decr("k", 0.5),
        cache.get("k"),
        cache.set("k", 1),
        cache.incr("k", 10n ** 20n),
        cache.get("k"),
        cache.delete("k"),
      ]);
      assert.deepEqual(answers, [true, 9.5, 9.5, true, 10n ** 20n + 1n, 10n ** 20n + 1n, true]);
    },
  ),

  "counting a value that Redis cannot count keeps its order too": needing("counters", async ({ cache }) => {
    await cache.set("half", 0.5);
    await cache.set("huge", 2n ** 63n - 1n);
    const answers = await Promise.all([
      cache.incr("half"),
      cache.get("half"),
      cache.incr("half"),
      cache.incr("half", 2),
      cache.set("half", "text"),
      cache.get("half"),
      cache.incr("huge"),
      cache.getMany(["huge", "half"]),
      cache.delete("huge"),
      cache.has("huge"),
    ]);
    assert.deepEqual(answers, [
      ...[1.5, 1.5, 2.5, 4.5, true, "text"],
      ...[
        2n ** 63n,
        new Map<string, unknown>([
          ["huge", 2n ** 63n],
          ["half", "text"],
        ]),
        true,
        false,
      ],
    ]);
  }),

  "a script that the server has evicted keeps its order too": needing(
    "counters raw",
    async ({ cache, raw }) => {
      await cache.set("k", 0);
      assert.equal(await cache.incr("k"), 1);
      assert.equal(await cache.incr("k"), 2);
      await raw("SCRIPT", "FLUSH");
      const answers = await Promise.all([
        cache.incr("k"),
        cache.get("k"),
        cache.set("k", 100),
        cache.incr("k"),
        cache.incr("k"),
        cache.delete("k"),
        cache.get("k"),
      ]);
      assert.deepEqual(answers, [3, 3, true, 101, 102, true, undefined]);
    },
  ),
};
