import assert from "node:assert/strict";
import { type Cases, rejects } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

const ONCE = { blocking: false };
const NOT_HELD = { name: "LockError", code: "ERR_LOCK", message: /report/ };
const LOST = { name: "LockNotOwned", code: "ERR_LOCK_NOT_OWNED", message: /report/ };

export const lockReleasing: Cases<ClientContext> = {
  "a second release, or a release without a lock, is a LockError": async ({ cache }) => {
    const lock = cache.lock("report");
    await rejects(() => lock.release(), NOT_HELD);
    const held = await lock.acquire();
    await held?.release();
    await rejects(() => held?.release(), NOT_HELD);
    await rejects(() => lock.release(), NOT_HELD);
  },

  "releasing a lost lock is LockNotOwned and does not release the new holder's; a second release is LockError":
    async ({ cache }) => {
      const lost = await cache.lock("report").acquire();
      await cache.delete("report");
      const other = await cache.lock("report").acquire();
      await rejects(() => lost?.release(), LOST);
      await rejects(() => lost?.release(), NOT_HELD);
      assert.equal(await other?.owned(), true);
    },

  "owned is true only for this holder, locked for any holder": async ({ cache, create }) => {
    const mine = cache.lock("report");
    const theirs = (await create()).lock("report");
    assert.deepEqual([await mine.owned(), await theirs.owned()], [false, false]);
    await mine.acquire();
    assert.deepEqual([await mine.owned(), await theirs.owned()], [true, false]);
    assert.deepEqual([await mine.locked(), await theirs.locked()], [true, true]);
    await mine.release();
    assert.deepEqual([await mine.owned(), await theirs.locked()], [false, false]);
  },

  "the release of one holder does not affect the next holder of the same lock object": async ({ cache }) => {
    const lock = cache.lock("report");
    const first = await lock.acquire();
    await cache.delete("report");
    const second = await lock.acquire(ONCE);
    await rejects(() => first?.release(), LOST);
    assert.equal(await second?.owned(), true);
    await second?.release();
  },

  "await using releases once at the end of the block, and accepts null": async ({ cache }) => {
    const lock = cache.lock("report");
    {
      await using held = await lock.acquire();
      assert.ok(held);
      await using none = await lock.acquire(ONCE);
      assert.equal(none, null);
      assert.equal(await lock.locked(), true);
    }
    assert.equal(await lock.locked(), false);
    {
      await using held = await lock.acquire();
      await held?.release();
    }
    const lose = async () => {
      await using _ = await lock.acquire();
      await cache.delete("report");
    };
    await rejects(lose, LOST);
  },
};
