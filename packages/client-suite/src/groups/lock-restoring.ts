import assert from "node:assert/strict";
import { type Cases, rejects } from "@coffer/plugin-kit/suite";
import { between } from "../between.js";
import type { ClientContext } from "../client-context.js";

const ONCE = { blocking: false };
const LOST = { name: "LockNotOwned", code: "ERR_LOCK_NOT_OWNED", message: /report/ };

export const lockRestoring: Cases<ClientContext> = {
  "a lock that was acquired elsewhere can be restored by its token": async ({ cache, create }) => {
    const other = await create();
    const acquired = await cache.lock("report", { timeout: 20 }).acquire();
    assert.ok(acquired);
    const held = other.lock("report", { timeout: 60 }).restore(acquired.token);
    assert.equal(held.token, acquired.token);
    assert.equal(await held.owned(), true);
    assert.equal(await held.extend(100), true);
    between(await cache.pttl("report"), 100_000, 120_000);
    assert.equal(await held.reacquire(), true);
    between(await cache.pttl("report"), 40_000, 60_000);
    await held.release();
    assert.equal(await other.lock("report").locked(), false);
    await rejects(() => acquired.release(), LOST);
  },

  "a restored lock without a timeout can be extended as well": async ({ cache }) => {
    const acquired = await cache.lock("report", { timeout: 20 }).acquire();
    const held = cache.lock("report").restore(acquired?.token as string);
    await held.extend(100, { replaceTtl: true });
    between(await cache.pttl("report"), 80_000, 100_000);
    await held.reacquire();
    between(await cache.pttl("report"), 20_000, 30_000);
  },

  "the end of a block releases a restored lock": async ({ cache }) => {
    const token = "tökèn";
    await cache.lock("report", { timeout: 20 }).acquire({ token });
    {
      await using held = cache.lock("report").restore(token);
      assert.equal(await held.owned(), true);
    }
    assert.equal(await cache.lock("report").locked(), false);
  },

  "with a wrong token nothing is restored, and the holder keeps the lock": async ({ cache }) => {
    const held = cache.lock("report").restore("the wrong token");
    await rejects(() => held.release(), LOST);
    const acquired = await cache.lock("report", { timeout: 20 }).acquire();
    const stranger = cache.lock("report").restore("the wrong token");
    assert.equal(await stranger.owned(), false);
    await rejects(() => stranger.extend(100), LOST);
    await rejects(() => stranger.reacquire(), LOST);
    await rejects(() => stranger.release(), LOST);
    assert.equal(await acquired?.owned(), true);
    between(await cache.pttl("report"), 1, 20_000);
  },

  "a lock object keeps a lock that it acquired, whatever else it restores": async ({ cache }) => {
    const lock = cache.lock("report", { timeout: 20 });
    await lock.acquire();
    lock.restore("the wrong token");
    assert.equal(await lock.owned(), true);
    await lock.release();
    assert.ok(await lock.acquire(ONCE));
  },

  "an invalid token is a TypeError": async ({ cache }) => {
    for (const wrong of ["", Buffer.alloc(0), 5, null, undefined, {}, "x\ud83d"]) {
      await rejects(async () => cache.lock("report").restore(wrong as string), {
        name: "TypeError",
        message: /token/,
      });
    }
  },
};
