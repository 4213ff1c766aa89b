import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Cases } from "@coffer/plugin-kit/suite";
import { between } from "../between.js";
import type { ClientContext } from "../client-context.js";

async function took(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

export const lockWaiting: Cases<ClientContext> = {
  "who does not block tries once; the lock's own options hold where acquire has none": async ({ cache }) => {
    const held = await cache.lock("report").acquire();
    const impatient = cache.lock("report", { blocking: false });
    // To wait for a lock that is never let go takes until the case fails.
    assert.equal(await impatient.acquire(), null);
    assert.equal(await impatient.acquire({ blocking: false, blockingTimeout: 5 }), null);
    const waiting = impatient.acquire({ blocking: true, blockingTimeout: 5, sleep: "20ms" });
    await held?.release();
    assert.ok(await waiting);
  },

  "who blocks gets the lock when it is let go, by another cache too": async ({ cache, create }) => {
    const other = await create();
    const held = await other.lock("report").acquire();
    const waiting = cache.lock("report").acquire();
    await sleep(150);
    await held?.release();
    assert.ok(await waiting);
  },

  "tries until the time is over, and once more then, however long the pauses are": async ({
    cache,
    create,
  }) => {
    await cache.lock("report").acquire();
    const lock = cache.lock("report", { blockingTimeout: 0.3 });
    between(await took(async () => assert.equal(await lock.acquire(), null)), 300, 30_000);
    for (const blockingTimeout of [0, -1]) assert.equal(await lock.acquire({ blockingTimeout }), null);
    const other = await create();
    const held = await other.lock("elsewhere").acquire();
    const waiting = cache.lock("elsewhere").acquire({ blockingTimeout: 1.2, sleep: 60 });
    await cache.has("elsewhere");
    // Nobody wakes who waits in another cache.
    await held?.release();
    assert.ok(await waiting);
  },

  "of those who wait in one process, the first to come is the first to get it": async ({ cache }) => {
    const held = await cache.lock("report").acquire();
    const order: number[] = [];
    const waiting = Array.from({ length: 20 }, async (_, n) => {
      await using mine = await cache.lock("report", { timeout: 60 }).acquire({ sleep: 40 });
      assert.ok(mine);
      order.push(n);
    });
    await sleep(10);
    await held?.release();
    // What one lets go, the next has at once: nobody sleeps, for twenty seconds at least.
    between(await took(() => Promise.all(waiting)), 0, 15_000);
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
    );
    assert.equal(order.length, 20);
  },

  "who waits behind others gives up in time too, and holds nobody up": async ({ cache }) => {
    const held = await cache.lock("report").acquire();
    const patient = cache.lock("report").acquire();
    const quitter = cache.lock("report").acquire({ blockingTimeout: 0.2 });
    const last = cache.lock("report").acquire();
    // Long before those who are in front of it.
    assert.equal(await quitter, null);
    await held?.release();
    await (await patient)?.release();
    assert.ok(await last);
  },

  "of many, in several caches, one at a time is inside": async ({ cache, create }) => {
    const caches = [cache, await create(), await create()];
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        caches[n % 3]?.lock("report", { timeout: 60, sleep: 0.01 }).using(async () => {
          most = Math.max(most, ++inside);
          await sleep(1);
          inside--;
        }),
      ),
    );
    assert.deepEqual([inside, most], [0, 1]);
    assert.equal(await cache.lock("report").locked(), false);
  },
};
