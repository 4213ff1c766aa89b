import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { type Cases, needing, rejects } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

export const getOrSet: Cases<ClientContext> = {
  "getOrSet returns the stored value, or stores the given value or the function's result": async ({
    cache,
    lives,
  }) => {
    assert.equal(await cache.getOrSet("value", 5), 5);
    assert.equal(await cache.getOrSet("function", () => "made"), "made");
    assert.deepEqual(await cache.getOrSet("promise", async () => ({ n: 1 }), 50), { n: 1 });
    assert.deepEqual(
      [...(await cache.getMany(["value", "function", "promise"])).values()],
      [5, "made", { n: 1 }],
    );
    await lives("promise", 50);
    const never = () => assert.fail("the loader must not run when there is a value");
    assert.equal(await cache.getOrSet("value", never), 5);
  },

  "getOrSet treats a stored null as a hit, and stores a null": async ({ cache }) => {
    let loads = 0;
    const load = () => {
      loads++;
      return null;
    };
    assert.equal(await cache.getOrSet("k", load), null);
    assert.equal(await cache.getOrSet("k", load), null);
    assert.equal(loads, 1);
    assert.equal(await cache.has("k"), true);
  },

  "getOrSet with a timeout of zero returns the value and stores nothing": async ({ cache }) => {
    assert.equal(await cache.getOrSet("k", () => "made", 0), "made");
    assert.equal(await cache.getOrSet("k", "made", { timeout: -1 }), "made");
    assert.equal(await cache.has("k"), false);
  },

  "getOrSet returns the loaded value while Redis is unreachable and exceptions are ignored": needing(
    "outages",
    async ({ createDead }) => {
      const dead = await createDead({ OPTIONS: { IGNORE_EXCEPTIONS: true } });
      assert.equal(await dead.getOrSet("k", () => "computed"), "computed");
      assert.equal(await dead.getOrSet("k", "value"), "value");
      await rejects(() => dead.getOrSet("k", () => Promise.reject(new Error("the loader's own error"))), {
        message: /the loader's own/,
      });
    },
  ),

  "a loader that returns undefined stores nothing": async ({ cache }) => {
    assert.equal(await cache.getOrSet<unknown>("k", () => undefined), undefined);
    assert.equal(await cache.has("k"), false);
    assert.equal(await cache.getOrSet<unknown>("k", async () => 5), 5);
  },

  "concurrent callers share one load": async ({ cache }) => {
    let loads = 0;
    const load = async () => {
      loads++;
      await sleep(30);
      return { loads };
    };
    const early = Array.from({ length: 20 }, () => cache.getOrSet("k", load));
    await sleep(10);
    const late = Array.from({ length: 20 }, () => cache.getOrSet("k", load));
    for (const answer of await Promise.all([...early, ...late])) assert.deepEqual(answer, { loads: 1 });
    assert.equal(loads, 1);
  },

  "loads of different keys and versions are independent": async ({ cache }) => {
    const answers = await Promise.all([
      cache.getOrSet("a", () => "a1"),
      cache.getOrSet("b", () => "b1"),
      cache.getOrSet("a", () => "a2", { version: 2 }),
    ]);
    assert.deepEqual(answers, ["a1", "b1", "a2"]);
    assert.equal(await cache.get("a", undefined, { version: 2 }), "a2");
  },

  "a failing loader rejects all waiting callers, stores nothing, and the next caller tries again": async ({
    cache,
  }) => {
    let loads = 0;
    const failing = async () => {
      loads++;
      await sleep(10);
      throw new Error("no luck");
    };
    const waiting = await Promise.allSettled(
      Array.from({ length: 5 }, () => cache.getOrSet<number>("k", failing)),
    );
    assert.deepEqual(
      waiting.map((each) => each.status),
      Array(5).fill("rejected"),
    );
    assert.equal(loads, 1);
    const throwing = (): number => {
      throw new Error("at once");
    };
    await rejects(() => cache.getOrSet("k", throwing), { message: /at once/ });
    assert.equal(await cache.has("k"), false);
    assert.equal(await cache.getOrSet("k", () => 5), 5);
  },

  "a value that another client stored during the load is kept and returned": async ({ cache, create }) => {
    const other = await create();
    const answer = await cache.getOrSet("k", async () => {
      await other.set("k", "theirs");
      return "mine";
    });
    assert.equal(await cache.get("k"), "theirs");
    assert.equal(answer, "theirs");
  },
};
