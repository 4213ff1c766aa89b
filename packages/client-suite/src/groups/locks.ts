import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { type Cases, needing, rejects, text } from "@coffer/plugin-kit/suite";
import { between } from "../between.js";
import type { ClientContext } from "../client-context.js";

const ONCE = { blocking: false };
const NOT_HELD = { name: "LockError", code: "ERR_LOCK", message: /report/ };

export const locks: Cases<ClientContext> = {
  "lock() sends nothing; acquire takes the lock, release frees it": async ({ cache }) => {
    const lock = cache.lock("report");
    assert.equal(await lock.locked(), false);
    const held = await lock.acquire();
    assert.ok(held);
    assert.equal(await lock.locked(), true);
    assert.equal(await cache.lock("report").acquire(ONCE), null);
    await held.release();
    assert.equal(await lock.locked(), false);
    await (await lock.acquire(ONCE))?.release();
    await lock.acquire();
    await lock.release();
    assert.equal(await lock.locked(), false);
  },

  "the bare token of 32 hex characters is stored at the Redis key until the timeout": needing(
    "raw",
    async ({ cache, raw }) => {
      const held = await cache.lock("report", { timeout: 30, version: 2 }).acquire();
      const stored = text(await raw("GET", ":2:report"));
      assert.match(String(stored), /^[0-9a-f]{32}$/);
      assert.equal(stored, held?.token);
      between(Number(await raw("PTTL", ":2:report")), 20_000, 30_000);
    },
  ),

  "any given token is used, text or bytes": needing("raw", async ({ cache, raw }) => {
    for (const token of ["tökèn", Buffer.from([0, 255, 13, 10])]) {
      const lock = cache.lock("report");
      const held = await lock.acquire({ token });
      assert.deepEqual(Buffer.from(held?.token as string), Buffer.from(token as string));
      assert.equal(await raw("STRLEN", ":1:report"), Buffer.from(token as string).length);
      assert.equal(await lock.owned(), true);
      await lock.release();
    }
  }),

  "wrong arguments of a lock's methods are errors before anything is sent": async ({ cache }) => {
    const lock = cache.lock("report");
    const wrong = [
      { token: "" },
      { token: 5 },
      { blocking: 1 },
      { sleep: 0 },
      { blockingTimeout: "1" },
      { x: 1 },
    ];
    for (const options of wrong) {
      const message = new RegExp(Object.keys(options)[0] as string);
      await rejects(() => lock.acquire(options as object), { name: ["TypeError", "RangeError"], message });
    }
    await rejects(() => lock.using("work" as never), { name: "TypeError", message: /\bwork\b/ });
    assert.equal(await lock.locked(), false);
    const held = await cache.lock("report", { timeout: 10 }).acquire();
    for (const time of [0, -1, null, "5", undefined]) {
      await rejects(() => held?.extend(time as never), {
        name: ["TypeError", "RangeError"],
        message: /timeout/,
      });
    }
    await rejects(() => held?.extend(5, { replaceTtl: 1 as never }), {
      name: "TypeError",
      message: /replaceTtl/,
    });
    between(await cache.pttl("report"), 1, 10_000);
  },

  "tokens differ": async ({ cache }) => {
    const tokens = new Set<unknown>();
    for (let n = 0; n < 10; n++) {
      const held = await cache.lock("report").acquire();
      tokens.add(held?.token);
      await held?.release();
    }
    assert.equal(tokens.size, 10);
  },

  "timeout takes every form, cut to milliseconds; a null or missing one is renewed until release": async ({
    cache,
  }) => {
    const left = async (timeout?: number | `${number}ms` | null) => {
      await using _ = await cache.lock("report", { timeout }).acquire();
      return await cache.pttl("report");
    };
    between(await left(19.9999), 1, 19_999);
    between(await left("15500ms"), 1, 15_500);
    // A process that dies must not hold a lock forever.
    between(await left(null), 1, 30_000);
    between(await left(), 1, 30_000);
  },

  "a timeout below a millisecond is an error at once, since it would delete the lock": async ({ cache }) => {
    for (const timeout of [0, -1, 0.0001]) {
      await rejects(() => cache.lock("report", { timeout }), { name: "RangeError", message: /timeout/ });
    }
    assert.equal(await cache.lock("report").locked(), false);
  },

  "an expired lock can be acquired by others": async ({ cache }) => {
    const held = await cache.lock("report", { timeout: 0.05 }).acquire();
    const other = await cache.lock("report", { sleep: 0.02 }).acquire();
    assert.equal(await held?.owned(), false);
    assert.equal(await other?.owned(), true);
  },

  "a value at the key counts as a lock, and has and delete work on a lock": async ({ cache }) => {
    await cache.set("report", "value", null);
    assert.equal(await cache.lock("report").locked(), true);
    assert.equal(await cache.lock("report").acquire(ONCE), null);
    await cache.delete("report");
    const held = await cache.lock("report").acquire(ONCE);
    assert.equal(await cache.has("report"), true);
    assert.equal(await cache.delete("report"), true);
    assert.equal(await held?.owned(), false);
  },

  "a second acquire by the same object waits like any other, and the held lock stays held": async ({
    cache,
  }) => {
    const lock = cache.lock("report");
    await lock.acquire();
    assert.equal(await lock.acquire(ONCE), null);
    assert.equal(await lock.owned(), true);
    await lock.release();
  },

  "locks of other keys, versions and prefixes are independent": async ({ cache, create }) => {
    const other = await create({ KEY_PREFIX: "other" });
    await cache.lock("report").acquire();
    assert.ok(await cache.lock("another").acquire(ONCE));
    assert.ok(await cache.lock("report", { version: 2 }).acquire(ONCE));
    assert.ok(await other.lock("report").acquire(ONCE));
    assert.equal(await cache.lock(cache.makeKey("report")).acquire(ONCE), null);
  },

  "fencing numbers the holders in the order in which they held the lock": async ({ cache, create }) => {
    const other = await create();
    const tokens: (number | undefined)[] = [];
    for (const each of [cache, other, cache]) {
      const held = await each.lock("report", { fencing: true, timeout: 30 }).acquire();
      assert.equal(await cache.lock("report", { fencing: true }).acquire(ONCE), null);
      between(await cache.pttl("report"), 20_000, 30_000);
      tokens.push(held?.fencingToken);
      await held?.release();
    }
    // A mock's clock has milliseconds.
    await sleep(5);
    await cache.clear();
    tokens.push((await cache.lock("report", { fencing: true }).acquire())?.fencingToken);
    await cache.delete("report");
    for (const [n, token] of tokens.entries()) {
      assert.ok(Number.isSafeInteger(token) && (n === 0 || (token as number) > (tokens[n - 1] as number)));
    }
    const plain = await cache.lock("report").acquire();
    assert.equal(plain?.fencingToken, undefined);
    const odd = ["{tag}k", "a}b", "{a", "{}x", "{", "}{a}", "a{b{c}d}"];
    for (const key of odd) {
      const held = await cache.lock(key, { fencing: true, timeout: 30 }).acquire();
      assert.equal(typeof held?.fencingToken, "number");
    }
    assert.deepEqual((await cache.keys("*")).sort(), ["report", ...odd].sort());
  },

  "errors of locks are never ignored, and creating a lock never throws one": needing(
    "outages",
    async ({ createDead }) => {
      const dead = await createDead({ OPTIONS: { IGNORE_EXCEPTIONS: true } });
      const lock = dead.lock("report");
      const UNREACHABLE = { name: "ConnectionInterrupted", code: "ERR_UNREACHABLE" };
      await rejects(() => lock.acquire(), UNREACHABLE);
      await rejects(() => lock.acquire(ONCE), UNREACHABLE);
      await rejects(() => lock.locked(), UNREACHABLE);
      await rejects(
        () => lock.using(() => assert.fail("the work must not run without the lock")),
        UNREACHABLE,
      );
      await rejects(() => dead.lock("report", { fencing: true }).acquire(), UNREACHABLE);
      await rejects(() => lock.release(), NOT_HELD);
    },
  ),
};
