import assert from "node:assert/strict";
import { type Cases, rejects } from "@coffer/plugin-kit/suite";
import { between } from "../between.js";
import type { ClientContext } from "../client-context.js";

const NOT_HELD = { name: "LockError", code: "ERR_LOCK", message: /report/ };
const LOST = { name: "LockNotOwned", code: "ERR_LOCK_NOT_OWNED", message: /report/ };

export const lockExtending: Cases<ClientContext> = {
  "extend adds to the time left, or replaces it": async ({ cache }) => {
    const lock = cache.lock("report", { timeout: 100 });
    const held = await lock.acquire();
    assert.equal(await held?.extend(50), true);
    between(await cache.pttl("report"), 140_000, 150_000);
    assert.equal(await lock.extend("40s", { replaceTtl: true }), true);
    between(await cache.pttl("report"), 30_000, 40_000);
  },

  "reacquire sets the full timeout again": async ({ cache }) => {
    const lock = cache.lock("report", { timeout: 100 });
    const held = await lock.acquire();
    await held?.extend(30, { replaceTtl: true });
    assert.equal(await held?.reacquire(), true);
    between(await cache.pttl("report"), 90_000, 100_000);
    await cache.persist("report");
    assert.equal(await lock.reacquire(), true);
    between(await cache.pttl("report"), 90_000, 100_000);
  },

  "a lock whose key lost its expiry is still owned: it never expires, and extend can set a timeout": async ({
    cache,
  }) => {
    const held = await cache.lock("report", { timeout: 10 }).acquire();
    await cache.persist("report");
    assert.equal(await held?.extend(5), true);
    assert.equal(await cache.pttl("report"), null);
    assert.equal(await held?.extend(50, { replaceTtl: true }), true);
    between(await cache.pttl("report"), 40_000, 50_000);
  },

  "a lock that is not held, or has no timeout, cannot be extended": async ({ cache }) => {
    for (const lock of [cache.lock("report"), cache.lock("report", { timeout: 10 })]) {
      await rejects(() => lock.extend(5), NOT_HELD);
      await rejects(() => lock.reacquire(), NOT_HELD);
    }
    const held = await cache.lock("report").acquire();
    await rejects(() => held?.extend(5), { ...NOT_HELD, message: /timeout/ });
    await rejects(() => held?.reacquire(), { ...NOT_HELD, message: /timeout/ });
    between(await cache.pttl("report"), 1, 30_000);
  },

  "a lost lock cannot be extended, and the new holder's lock is not changed": async ({ cache }) => {
    const held = await cache.lock("report", { timeout: 10 }).acquire();
    await cache.delete("report");
    await rejects(() => held?.extend(5), LOST);
    await cache.lock("report", { timeout: 100 }).acquire();
    await rejects(() => held?.extend(5, { replaceTtl: true }), LOST);
    await rejects(() => held?.reacquire(), LOST);
    between(await cache.pttl("report"), 90_000, 100_000);
  },
};
