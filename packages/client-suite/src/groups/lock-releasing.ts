import assert from "node:assert/strict";
import { type Cases, rejects } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

const ONCE = { blocking: false };
const NOT_HELD = { name: "LockError", code: "ERR_LOCK", message: /report/ };
const LOST = { name: "LockNotOwned", code: "ERR_LOCK_NOT_OWNED", message: /report/ };

export const lockReleasing: Cases<ClientContext> = {
  "a second release, or one without a lock, is a LockError": async ({ cache }) => {
    const lock = cache.lock("report");
    await rejects(() => lock.release(), NOT_HELD);
    const held = await lock.acquire();
    await held?.release();
    await rejects(() => held?.release(), NOT_HELD);
    await rejects(() => lock.release(), NOT_HELD);
  },

  "who lost the lock does not release that of another: LockNotOwned, and LockError after it": async ({
    cache,
  }) => {
    const lost = await cache.lock("report").acquire();
    await cache.delete("report");
    const other = await cache.lock("report").acquire();
    await rejects(() => lost?.release(), LOST);
    await rejects(() => lost?.release(), NOT_HELD);
    assert.equal(await other?.owned(), true);
  },

  "owned is about this holder, locked about any": async ({ cache, create }) => {
    const mine = cache.lock("report");
    const theirs = (await create()).lock("report");
    assert.deepEqual([await mine.owned(), await theirs.owned()], [false, false]);
    await mine.acquire();
    assert.deepEqual([await mine.owned(), await theirs.owned()], [true, false]);
    assert.deepEqual([await mine.locked(), await theirs.locked()], [true, true]);
    await mine.release();
    assert.deepEqual([await mine.owned(), await theirs.locked()], [false, false]);
  },

  "one holder's release has nothing to do with the next one's, though both used one object": async ({
    cache,
  }) => {
    const lock = cache.lock("report");
    const first = await lock.acquire();
    await cache.delete("report");
    const second = await lock.acquire(ONCE);
    await rejects(() => first?.release(), LOST);
    assert.equal(await second?.owned(), true);
    await second?.release();
  },

  "await using releases at the end of the block, once, and takes a null": async ({ cache }) => {
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
