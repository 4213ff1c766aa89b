import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { type Cases, needing, rejects } from "@coffer/plugin-kit/suite";
import { between } from "../between.js";
import type { ClientContext } from "../client-context.js";
import { gate } from "../gate.js";
import { makeOld } from "../make-old.js";
import { until } from "../until.js";

const never = (): never => assert.fail("the loader must not run");

export const getOrSetMany: Cases<ClientContext> = {
  "getOrSetMany loads all missing keys with one call, each key once, and keeps the order of the keys":
    async ({ cache }) => {
      await cache.setMany({ b: "there", null: null });
      const asked: string[][] = [];
      const load = (missing: string[]) => {
        asked.push(missing);
        return new Map(missing.map((key) => [key, key.toUpperCase()]));
      };
      const keys = ["d", "b", "a", "null", "d", "c"];
      const expected = new Map<string, string | null>([
        ["d", "D"],
        ["b", "there"],
        ["a", "A"],
        ["null", null],
        ["c", "C"],
      ]);
      const found = await cache.getOrSetMany<string | null>(keys, load);
      assert.deepEqual([...found], [...expected]);
      assert.deepEqual(asked, [["d", "a", "c"]]);
      assert.deepEqual([...(await cache.getOrSetMany(keys, never))], [...expected]);
      assert.deepEqual(await cache.getOrSetMany([], never), new Map());
    },

  "a key that the loader leaves out is not in the result and not stored; other keys that it returns are ignored":
    async ({ cache }) => {
      const load = async () => ({ a: 1, more: 5 });
      assert.deepEqual(await cache.getOrSetMany(["a", "b"], load), new Map([["a", 1]]));
      assert.deepEqual(await cache.getMany(["a", "b", "more"]), new Map([["a", 1]]));
      assert.deepEqual(
        await cache.getOrSetMany(["b"], () => [["b", null]] as [string, null][]),
        new Map([["b", null]]),
      );
      assert.equal(await cache.has("b"), true);
    },

  "keys that are being loaded are shared, also with getOrSet": async ({ cache }) => {
    const begun = gate();
    const ended = gate();
    const one = cache.getOrSet("a", async () => {
      begun.open();
      await ended.promise;
      return "one";
    });
    await begun.promise;
    const asked: string[][] = [];
    const load = async (missing: string[]) => {
      asked.push(missing);
      await ended.promise;
      return missing.map((key) => [key, `many ${key}`] as const);
    };
    const many = cache.getOrSetMany(["a", "b"], load);
    await until("the call of the loader", () => asked.length > 0);
    const joined = cache.getOrSet("b", never);
    // The two reads are sent together. The load must not end before both are answered, since a replica may be slower
    // than the primary.
    assert.equal(await cache.get("b"), undefined);
    ended.open();
    assert.deepEqual(await Promise.all([one, joined]), ["one", "many b"]);
    assert.deepEqual(
      await many,
      new Map([
        ["a", "one"],
        ["b", "many b"],
      ]),
    );
    assert.deepEqual(asked, [["b"]]);
  },

  "a failing loader fails the call, unless every key has a stale value to return": async ({ cache }) => {
    const options = { timeout: 100, grace: 50 };
    const fail = () => Promise.reject(new Error("no luck"));
    await rejects(() => cache.getOrSetMany(["a", "b"], fail), { message: /no luck/ });
    assert.equal(await cache.has("a"), false);
    await makeOld(cache, options);
    assert.deepEqual(await cache.getOrSetMany(["k"], fail, options), new Map([["k", "old"]]));
    await rejects(() => cache.getOrSetMany(["k", "other"], fail, options), { message: /no luck/ });
  },

  "after a failed call of getOrSetMany, no load of its keys is pending": async ({ cache }) => {
    const begun = gate();
    const failing = cache.getOrSet("a", async () => {
      await begun.promise;
      throw new Error("no database");
    });
    let isDone = false;
    const load = async (missing: string[]) => {
      begun.open();
      await failing.catch(() => {});
      await sleep(100);
      isDone = true;
      return new Map(missing.map((key) => [key, key]));
    };
    await Promise.all([
      rejects(() => failing, { message: /no database/ }),
      rejects(() => cache.getOrSetMany(["a", "b"], load), { message: /no database/ }),
    ]);
    assert.equal(isDone, true);
  },

  "each value has its tags": async ({ cache }) => {
    const load = (missing: string[]) => new Map(missing.map((key) => [key, key]));
    const tags = (key: string) => [`tag:${key}`, "all"];
    await cache.getOrSetMany(["a", "b", "c"], load, { tags });
    await cache.deleteByTag("tag:b");
    assert.deepEqual([...(await cache.getMany(["a", "b", "c"])).keys()], ["a", "c"]);
    const asked: string[][] = [];
    const again = (missing: string[]) => {
      asked.push(missing);
      return load(missing);
    };
    await cache.getOrSetMany(["a", "b", "c"], again, { tags });
    assert.deepEqual(asked, [["b"]]);
    await cache.deleteByTag("all");
    assert.deepEqual(await cache.getMany(["a", "b", "c"]), new Map());
  },

  "the loader can decide the options of all values that it loads": needing(
    "exactExpiry",
    async ({ cache }) => {
      await cache.getOrSetMany(["a", "b"], (missing, load) => {
        load.timeout = 20;
        return new Map(missing.map((key) => [key, 1]));
      });
      for (const key of ["a", "b"]) between(await cache.ttl(key), 1, 20);
    },
  ),

  "keys may be results of makeKey, and the version of the call applies to the others": async ({ cache }) => {
    const key = cache.makeKey("a", { version: 2 });
    assert.deepEqual([...(await cache.getOrSetMany([key], () => ({ a: 1 }))).values()], [1]);
    assert.equal(await cache.get("a", undefined, { version: 2 }), 1);
    await cache.getOrSetMany(["b"], () => ({ b: 2 }), { version: 3 });
    assert.equal(await cache.get("b", undefined, { version: 3 }), 2);
  },

  "getOrSetMany rejects an invalid loader, keys, options and results of the loader": async ({ cache }) => {
    const many = cache.getOrSetMany.bind(cache) as (...args: unknown[]) => Promise<unknown>;
    for (const args of [[["a"]], [["a"], 5], ["a", never], [5, never], [["a"], never, { stael: 5 }]])
      await rejects(() => many(...args), { name: "TypeError" });
    for (const wrong of [5, null, "text", [1, 2]])
      await rejects(() => many(["a"], () => wrong), { name: "TypeError" });
    assert.equal(await cache.has("a"), false);
  },

  "getOrSetMany calls the loader while Redis is unreachable and exceptions are ignored": needing(
    "outages",
    async ({ createDead }) => {
      const dead = await createDead({ OPTIONS: { IGNORE_EXCEPTIONS: true } });
      assert.deepEqual(await dead.getOrSetMany(["a"], () => ({ a: 1 })), new Map([["a", 1]]));
    },
  ),
};
