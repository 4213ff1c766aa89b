import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Load } from "@coffer/cache-core";
import { type Cases, rejects } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";
import { gate } from "../gate.js";
import { makeOld } from "../make-old.js";
import { until } from "../until.js";

const never = (): never => assert.fail("the loader must not run");

export const loadOptions: Cases<ClientContext> = {
  "with stale, a stale value is returned at once and is reloaded once in the background": async ({
    cache,
  }) => {
    const options = { timeout: 100, stale: 50 };
    await makeOld(cache, options);
    const ended = gate();
    let loads = 0;
    const load = async () => {
      loads++;
      await ended.promise;
      return "new";
    };
    for (const answer of await Promise.all([1, 2, 3].map(() => cache.getOrSet("k", load, options))))
      assert.equal(answer, "old");
    assert.equal(await cache.getOrSet("k", load, options), "old");
    ended.open();
    // By get, which loads nothing: if reads have their own connection, they see a write a little later.
    await until("the new value", async () => (await cache.get("k")) === "new");
    assert.equal(loads, 1);
    assert.ok(cache.stats().staleServed >= 4);
  },

  "a background load that fails rejects no call, and is not tried again at once": async ({ cache }) => {
    const options = { timeout: 100, stale: 50, retryAfter: 60 };
    await makeOld(cache, options);
    let loads = 0;
    const work: Promise<void>[] = [];
    const load = () => {
      loads++;
      throw new Error("no luck");
    };
    const ask = () => cache.getOrSet("k", load, { ...options, behind: (each) => work.push(each) });
    assert.equal(await ask(), "old");
    await Promise.all(work);
    assert.equal(await ask(), "old");
    await Promise.all(work);
    assert.deepEqual([loads, work.length], [1, 1]);
    assert.equal(cache.stats().loadErrors, 1);
  },

  "with grace, a stale value is returned only if the load fails": async ({ cache }) => {
    const options = { timeout: 100, grace: 50, retryAfter: 60 };
    await makeOld(cache, options);
    assert.equal(await cache.getOrSet("k", () => "new", options), "new");
    await cache.delete("k");
    await makeOld(cache, options);
    let loads = 0;
    const fail = () => {
      loads++;
      throw new Error("no luck");
    };
    assert.equal(await cache.getOrSet<string>("k", fail, options), "old");
    assert.equal(await cache.getOrSet<string>("k", fail, options), "old");
    assert.equal(loads, 1);
    await rejects(() => cache.getOrSet("other", fail, options), { message: /no luck/ });
  },

  "at softTimeout the stale value is returned, and the load goes on": async ({ cache }) => {
    const options = { timeout: 100, grace: 50, softTimeout: "20ms" } as const;
    await makeOld(cache, options);
    const ended = gate();
    const work: Promise<void>[] = [];
    const load = async () => {
      await ended.promise;
      return "new";
    };
    const behind = (each: Promise<void>) => void work.push(each);
    assert.equal(await cache.getOrSet("k", load, { ...options, behind }), "old");
    assert.equal(await cache.getOrSet("k", never, options), "old");
    ended.open();
    await Promise.all(work);
    assert.equal(work.length, 1);
    assert.equal(await cache.getOrSet("k", never, options), "new");
  },

  "at hardTimeout a call rejects, the loader's signal is aborted, and its late result is not stored": async ({
    cache,
  }) => {
    let signal: AbortSignal | undefined;
    const ended = gate();
    const done = gate();
    const load = async (load: Load) => {
      signal = load.signal;
      await ended.promise;
      setTimeout(done.open, 20);
      return "late";
    };
    // Long enough for the loader to be called even if a lease has to be acquired first.
    const options = { hardTimeout: "1s" } as const;
    for (const outcome of await Promise.allSettled([1, 2].map(() => cache.getOrSet("k", load, options))))
      assert.equal(outcome.status === "rejected" && outcome.reason.code, "ERR_LOAD_TIMEOUT");
    // The load's own deadline starts a little later than the call's.
    await until("the loader's abort signal", () => signal?.aborted === true);
    assert.equal(await cache.getOrSet("k", () => "next"), "next");
    ended.open();
    await done.promise;
    assert.equal(await cache.get("k"), "next");
  },

  "at hardTimeout a stale value in its grace period is returned": async ({ cache }) => {
    const options = { timeout: 100, grace: 50, hardTimeout: "30ms" } as const;
    await makeOld(cache, { timeout: 100, grace: 50 });
    assert.equal(await cache.getOrSet("k", () => new Promise(() => {}), options), "old");
  },

  "with eager, a read shortly before expiry reloads the value in the background": async ({ cache }) => {
    const options = { timeout: 1000, eager: 0.000_001 };
    await cache.getOrSet("k", () => "old", options);
    await sleep(20);
    const given: unknown[] = [];
    const work: Promise<void>[] = [];
    const load = ({ previous }: Load<string>) => {
      given.push(previous?.value, previous?.storedAt instanceof Date);
      return "new";
    };
    const ask = () => cache.getOrSet("k", load, { ...options, behind: (each) => work.push(each) });
    assert.equal(await ask(), "old");
    await Promise.all(work);
    assert.deepEqual(given, ["old", true]);
    assert.equal(await cache.getOrSet("k", never, { timeout: 1000 }), "new");
  },

  "fresh always loads, and replaces the stored value": async ({ cache }) => {
    await cache.set("k", "there");
    assert.equal(await cache.getOrSet("k", () => "fresh", { fresh: true }), "fresh");
    assert.equal(await cache.get("k"), "fresh");
  },

  "a write during a background load is kept": async ({ cache }) => {
    const options = { timeout: 100, stale: 50 };
    await makeOld(cache, options);
    const ended = gate();
    const work: Promise<void>[] = [];
    const load = async () => {
      await ended.promise;
      return "loaded";
    };
    await cache.getOrSet("k", load, { ...options, behind: (each) => work.push(each) });
    await cache.set("k", "written");
    ended.open();
    await Promise.all(work);
    assert.equal(await cache.get("k"), "written");
  },

  "a value that another client stored while a stale one was reloaded is kept": async ({ cache, create }) => {
    const options = { timeout: 100, grace: 50 };
    await makeOld(cache, options);
    const other = await create();
    const load = async () => {
      await other.set("k", "theirs");
      return "mine";
    };
    assert.equal(await cache.getOrSet("k", load, options), "theirs");
    assert.equal(await cache.get("k"), "theirs");
  },

  "a value that looks like an entry header is stored and returned unchanged": async ({ cache }) => {
    await cache.set("text", "\x01meta:000000000000000:000000000000000:-00000:x");
    assert.equal(await cache.get("text"), "\x01meta:000000000000000:000000000000000:-00000:x");
  },

  "invalid options are rejected before anything is sent": async ({ cache }) => {
    const wrong: Record<string, unknown>[] = [
      { stale: null },
      { stale: -1 },
      { grace: "soon" },
      { eager: 0 },
      { eager: 1 },
      { eager: "half" },
      { softTimeout: -5 },
      { hardTimeout: null },
      { retryAfter: "x" },
      { nullTimeout: "x" },
      { jitter: 0.6 },
      { jitter: -0.1 },
      { jitter: "x" },
      { fresh: 1 },
      { tags: "news" },
      { tags: 5 },
      { tags: [""] },
      { tags: ["a\0b"] },
      { tags: ["x".repeat(201)] },
      { tags: [5] },
      { tags: Array.from({ length: 65 }, (_, n) => `t${n}`) },
      { behind: "x" },
      { stael: 5 },
    ];
    for (const options of wrong)
      await rejects(() => cache.getOrSet("k", never, options), { name: ["TypeError", "RangeError"] });
    for (const options of [{ tags: "news" }, { tags: [""] }, { jitter: 2 }]) {
      await rejects(() => cache.set("k", 1, options as never), { name: "TypeError" });
      await rejects(() => cache.add("k", 1, options as never), { name: "TypeError" });
      await rejects(() => cache.setMany({ k: 1 }, options as never), { name: "TypeError" });
    }
    assert.equal(await cache.has("k"), false);
  },
};
