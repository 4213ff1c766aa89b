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
  "a non-blocking acquire tries once; acquire's options override the lock's": async ({ cache }) => {
    const held = await cache.lock("report").acquire();
    const impatient = cache.lock("report", { blocking: false });
    // Without a timeout, waiting for this lock would last until the case fails.
    assert.equal(await impatient.acquire(), null);
    assert.equal(await impatient.acquire({ blocking: false, blockingTimeout: 5 }), null);
    const waiting = impatient.acquire({ blocking: true, blockingTimeout: 5, sleep: "20ms" });
    await held?.release();
    assert.ok(await waiting);
  },

  "a blocking acquire gets the lock when it is released, also by another cache": async ({
    cache,
    create,
  }) => {
    const other = await create();
    const held = await other.lock("report").acquire();
    const waiting = cache.lock("report").acquire();
    await sleep(150);
    await held?.release();
    assert.ok(await waiting);
  },

  "acquire retries until its time is over, and once more at the end, however long the pauses are": async ({
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
    // A release in one cache does not wake a waiter in another cache.
    await held?.release();
    assert.ok(await waiting);
  },

  "waiters in one process get the lock in the order of their calls": async ({ cache }) => {
    const held = await cache.lock("report").acquire();
    const order: number[] = [];
    const waiting = Array.from({ length: 20 }, async (_, n) => {
      await using mine = await cache.lock("report", { timeout: 60 }).acquire({ sleep: 40 });
      assert.ok(mine);
      order.push(n);
    });
    await sleep(10);
    await held?.release();
    // The next waiter gets a released lock at once: with a sleep of at least twenty seconds, a poll would be noticed.
    between(await took(() => Promise.all(waiting)), 0, 15_000);
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
    );
    assert.equal(order.length, 20);
  },

  "a waiter in the queue gives up in time too, and does not block those behind it": async ({ cache }) => {
    const held = await cache.lock("report").acquire();
    const patient = cache.lock("report").acquire();
    const quitter = cache.lock("report").acquire({ blockingTimeout: 0.2 });
    const last = cache.lock("report").acquire();
    // Long before the waiters in front of it.
    assert.equal(await quitter, null);
    await held?.release();
    await (await patient)?.release();
    assert.ok(await last);
  },

  "of many waiters in several caches, one at a time holds the lock": async ({ cache, create }) => {
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
