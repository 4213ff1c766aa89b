import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { type Cases, rejects } from "@coffer/plugin-kit/suite";
import { between } from "../between.js";
import type { ClientContext } from "../client-context.js";

const LOST = { name: "LockNotOwned", code: "ERR_LOCK_NOT_OWNED", message: /report/ };

export const lockUsing: Cases<ClientContext> = {
  "using runs the work under the lock, returns its result, and releases": async ({ cache }) => {
    const lock = cache.lock("report", { timeout: 10, fencing: true });
    const result = await lock.using(async (signal, held) => {
      assert.equal(signal.aborted, false);
      assert.equal(await lock.locked(), true);
      return [held.fencingToken];
    });
    assert.equal(typeof result[0], "number");
    assert.equal(await lock.locked(), false);
    assert.equal(await lock.using(() => "at once"), "at once");
  },

  "using releases if the work fails, and rejects with the work's error": async ({ cache }) => {
    const lock = cache.lock("report");
    await rejects(() => lock.using(() => Promise.reject(new RangeError("no luck"))), { message: /no luck/ });
    assert.equal(await lock.locked(), false);
  },

  "using is a LockError if the lock is not acquired, and the work does not run": async ({ cache }) => {
    await cache.lock("report").acquire();
    const lock = cache.lock("report", { blocking: false });
    const nothing = () => assert.fail("the work must not run without the lock");
    await rejects(() => lock.using(nothing), { name: "LockError", code: "ERR_LOCK", message: /report/ });
  },

  "the lock is extended while the work runs, and not after it": async ({ cache }) => {
    const lock = cache.lock("report", { timeout: 2 });
    await lock.using(async (signal) => {
      let last = 2000;
      for (;;) {
        await sleep(20);
        const left = (await cache.pttl("report")) ?? 0;
        if (left > last) break;
        last = left;
      }
      assert.equal(signal.aborted, false);
      assert.equal(await lock.owned(), true);
    });
    const next = await cache.lock("report", { timeout: 0.3 }).acquire();
    while (await next?.owned()) await sleep(20);
    assert.equal(await lock.locked(), false);
  },

  "the default timeout is short enough that a dead process does not hold the lock for long": async ({
    cache,
  }) => {
    await cache.lock("report").using(async () => between(await cache.pttl("report"), 1, 60_000));
    await cache
      .lock("report", { timeout: null })
      .using(async () => between(await cache.pttl("report"), 1, 60_000));
  },

  "when the lock is lost, the signal is aborted and the call rejects": async ({ cache }) => {
    const lock = cache.lock("report", { timeout: 1.5 });
    let reason: unknown;
    const work = async (signal: AbortSignal) => {
      await cache.delete("report");
      await sleep(30_000, undefined, { signal }).catch(() => {});
      reason = signal.reason;
      return "finished without the lock";
    };
    const error = await rejects(() => lock.using(work), LOST);
    assert.equal(reason, error);
  },

  "the lock of a new holder is not released": async ({ cache }) => {
    const work = async (signal: AbortSignal) => {
      await cache.delete("report");
      await cache.lock("report").acquire();
      await sleep(30_000, undefined, { signal });
    };
    await rejects(() => cache.lock("report", { timeout: 1.5 }).using(work), { name: "AbortError" });
    assert.equal(await cache.lock("report").locked(), true);
  },

  "using reports a lock that was lost shortly before the end of the work": async ({ cache }) => {
    const work = () => cache.delete("report");
    await rejects(() => cache.lock("report", { timeout: 30 }).using(work), LOST);
  },

  "the work may release the lock itself": async ({ cache }) => {
    const lock = cache.lock("report", { timeout: 1.5 });
    const result = await lock.using(async (signal, held) => {
      await held.release();
      // By now the lock would have been extended.
      await sleep(800);
      return signal.aborted;
    });
    assert.equal(result, false);
  },
};
