import assert from "node:assert/strict";
import type { Change } from "@coffer/cache-core";
import { type Cases, needing, rejects, text } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";
import { NOT_A_VALUE } from "../not-a-value.js";

const addOne: Change<number> = (n = 0) => n + 1;

export const update: Cases<ClientContext> = {
  "update stores and returns the result of change": async ({ cache }) => {
    await cache.set("k", { n: 1 });
    const change = (value: { n: number } | undefined) => ({ n: (value?.n ?? 0) + 1 });
    assert.deepEqual(await cache.update("k", change), { n: 2 });
    assert.deepEqual(await cache.update<{ n: number }>("k", async (value) => change(value)), { n: 3 });
    assert.deepEqual(await cache.get("k"), { n: 3 });
  },

  "change receives undefined for a missing key, and null for a stored null": async ({ cache }) => {
    const seen: unknown[] = [];
    const change = (value: unknown) => {
      seen.push(value);
      return null;
    };
    assert.equal(await cache.update("k", change), null);
    assert.equal(await cache.update("k", change), null);
    assert.deepEqual(seen, [undefined, null]);
  },

  "if change returns undefined, nothing is changed": async ({ cache, lives }) => {
    await cache.set("k", "old", 500);
    assert.equal(await cache.update("k", () => undefined, 50), undefined);
    assert.equal(await cache.get("k"), "old");
    await lives("k", 500);
    assert.equal(await cache.update("none", () => undefined), undefined);
    assert.equal(await cache.has("none"), false);
  },

  "change may mutate its argument": async ({ cache }) => {
    await cache.set("k", ["a"]);
    await cache.update<string[]>("k", (list = []) => {
      list.push("b");
      return list;
    });
    assert.deepEqual(await cache.get("k"), ["a", "b"]);
  },

  "update has a version option": async ({ cache }) => {
    await cache.update("k", () => "second", { version: 2 });
    assert.equal(await cache.get("k"), undefined);
    assert.equal(await cache.get("k", undefined, { version: 2 }), "second");
  },

  "an integer stays an integer that Redis can count": needing("counters", async ({ cache }) => {
    await cache.set("k", 5);
    assert.equal(await cache.update("k", addOne), 6);
    assert.equal(await cache.incr("k"), 7);
    assert.equal(await cache.update("new", addOne), 1);
    assert.equal(await cache.incr("new"), 2);
  }),

  "an integer is stored as its digits": needing("raw plainValues", async ({ cache, raw }) => {
    await cache.set("k", 5);
    await cache.update("k", addOne);
    assert.equal(text(await raw("GET", ":1:k")), "6");
  }),

  "of several writers in two caches, none loses another's write": async ({ cache, create }) => {
    const other = await create();
    const writer = async (each: typeof cache) => {
      for (let n = 0; n < 10; n++) await each.update("k", addOne, { attempts: 100 });
    };
    await Promise.all([cache, other].flatMap((each) => Array.from({ length: 4 }, () => writer(each))));
    assert.equal(await cache.get("k"), 80);
  },

  "updates of one key in one cache run one after the other, and change runs once for each": async ({
    cache,
  }) => {
    let runs = 0;
    const change: Change<string> = async (value = "") => {
      const run = runs++;
      await cache.has("other");
      return value + run;
    };
    await Promise.all(Array.from({ length: 8 }, () => cache.update("k", change)));
    assert.equal(await cache.get("k"), "01234567");
  },

  "change runs again if another client has written meanwhile": async ({ cache, create }) => {
    const other = await create();
    const seen: unknown[] = [];
    const change = async (value: string | undefined) => {
      seen.push(value);
      if (seen.length === 1) await other.set("k", "theirs");
      if (seen.length === 2) await other.delete("k");
      if (seen.length === 3) await other.set("k", "theirs again");
      return `${value}, mine`;
    };
    await cache.set("k", "old");
    assert.equal(await cache.update("k", change), "theirs again, mine");
    assert.deepEqual(seen, ["old", "theirs", undefined, "theirs again"]);
    assert.equal(await other.get("k"), "theirs again, mine");
  },

  "an update that other writers overtake every time is an error, and stores nothing": async ({
    cache,
    create,
  }) => {
    const other = await create();
    let runs = 0;
    const change = async () => {
      runs += 1;
      await other.set("k", ["theirs", runs]);
      return "mine";
    };
    await rejects(() => cache.update("k", change, { attempts: 3 }), {
      name: "UpdateConflict",
      code: "ERR_CONFLICT",
      message: /\bk\b.*3 attempts/,
    });
    assert.equal(runs, 3);
    assert.deepEqual(await cache.get("k"), ["theirs", 3]);
  },

  "a failing change rejects the update, and the next update goes on": async ({ cache }) => {
    await cache.set("k", 1);
    const failing = () => Promise.reject(new Error("no change"));
    const answers = await Promise.allSettled([cache.update("k", failing), cache.update("k", addOne)]);
    assert.equal(answers[0].status === "rejected" && answers[0].reason.message, "no change");
    assert.deepEqual(answers[1], { status: "fulfilled", value: 2 });
    await rejects(
      () =>
        cache.update("k", () => {
          throw new Error("at once");
        }),
      { message: /at once/ },
    );
    assert.equal(await cache.get("k"), 2);
  },

  "an unserializable result is an error, and the value stays": async ({ cache }) => {
    await cache.set("k", 1);
    await rejects(() => cache.update("k", () => () => 1), { code: "ERR_ENCODE" });
    assert.equal(await cache.get("k"), 1);
  },

  "an undecodable value is an error, change does not run, and the value stays": needing(
    "raw",
    async ({ cache, raw }) => {
      await raw("SET", ":1:k", NOT_A_VALUE);
      await rejects(() => cache.update("k", () => assert.fail("there is no value to change")), {
        code: "ERR_DECODE",
      });
      assert.equal(await cache.has("k"), true);
    },
  ),

  "an update of another Redis type is an error, and the key is not changed": async ({ cache }) => {
    await cache.sadd("set", "x");
    await rejects(() => cache.update("set", () => 1), { code: "ERR_REPLY", message: /WRONGTYPE/ });
    assert.deepEqual(await cache.smembers("set"), new Set(["x"]));
  },

  "a change may update other keys, and two may update each other's": async ({ cache }) => {
    const both = (from: string, to: string) =>
      cache.update<number>(from, async (n = 0) => {
        await cache.has("other");
        await cache.update(to, addOne, { attempts: 100 });
        return n + 10;
      });
    await Promise.all([both("a", "b1"), both("b", "a1")]);
    assert.deepEqual([...(await cache.getMany(["a", "b1", "b", "a1"])).values()], [10, 1, 10, 1]);
    await cache.update("a", () => cache.update("b", () => cache.update("c", () => 5)));
    assert.deepEqual([...(await cache.getMany(["a", "b", "c"])).values()], [5, 5, 5]);
  },

  "a change that updates its own key is an error instead of a deadlock": async ({ cache }) => {
    const own = { name: "TypeError", message: /same key/ };
    await rejects(() => cache.update("k", () => cache.update("k", addOne)), own);
    await rejects(() => cache.update("k", () => cache.update("l", () => cache.update("k", addOne))), own);
    assert.equal(await cache.has("k"), false);
    assert.equal(await cache.update("k", addOne), 1);
  },
};
