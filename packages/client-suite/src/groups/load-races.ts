import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Load } from "@coffer/cache-core";
import { type Cases, needing, rejects } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";
import { gate } from "../gate.js";
import { until } from "../until.js";

/** A moment between now and the expiry of such a value. */
const SOON = 0.000_001;

export const loadRaces: Cases<ClientContext> = {
  "a hardTimeout longer than a timer's maximum does not end a load": async ({ cache }) => {
    const load = async () => {
      await sleep(30);
      return "value";
    };
    assert.equal(await cache.getOrSet("k", load, { hardTimeout: "30d" }), "value");
  },

  "a loader that ends after hardTimeout, or never, does not prevent later values from being stored": async ({
    cache,
  }) => {
    let signal: AbortSignal | undefined;
    const hang = (load: Load) => {
      signal = load.signal;
      return new Promise<string>(() => {});
    };
    await rejects(() => cache.getOrSet("k", hang, { hardTimeout: "1s" }), { code: "ERR_LOAD_TIMEOUT" });
    // The load's own deadline starts a little later than the call's.
    await until("the loader's abort signal", () => signal?.aborted === true);
    assert.equal(await cache.getOrSet<string>("k", "value", 60), "value");
    assert.equal(await cache.get("k"), "value");
  },

  "a value that update or incr stored through another cache is not replaced by an older load": async ({
    cache,
    create,
  }) => {
    const other = await create();
    const options = { timeout: 1000, eager: SOON };
    for (const change of [
      () => other.update<number>("k", (count) => (count ?? 0) + 1),
      () => other.incr("k"),
    ]) {
      await cache.delete("k");
      await cache.getOrSet("k", () => 1, options);
      await sleep(20);
      const changed = gate();
      const work: Promise<void>[] = [];
      const load = async () => {
        await changed.promise;
        return 1000;
      };
      await cache.getOrSet("k", load, { ...options, behind: (each) => work.push(each) });
      assert.equal(work.length, 1);
      assert.equal(await change(), 2);
      changed.open();
      await Promise.all(work);
      assert.equal(await other.get("k"), 2);
    }
  },

  "fresh returns the loaded value, whatever happened to the stored value meanwhile": async ({
    cache,
    create,
  }) => {
    const other = await create();
    await cache.getOrSet("k", () => "old", { timeout: 100, stale: 50 });
    const load = async () => {
      assert.equal(await other.touch("k", 50), true);
      return "new";
    };
    assert.equal(await cache.getOrSet("k", load, { fresh: true, timeout: 100 }), "new");
  },

  "a loader of getOrSetMany that loads one of its own keys rejects instead of deadlocking": async ({
    cache,
  }) => {
    for (const key of ["a", "b", "c"]) {
      const load = async (missing: string[]) => {
        const value = await cache.getOrSet(key, () => "inner");
        return missing.map((each) => [each, value] as const);
      };
      await rejects(() => cache.getOrSetMany(["a", "b", "c"], load), { code: "ERR_LOAD_CYCLE" });
    }
    assert.deepEqual(await cache.getMany(["a", "b", "c"]), new Map());
    const load = async (missing: string[]) => {
      const value = await cache.getOrSet("other", () => "inner");
      return missing.map((each) => [each, value] as const);
    };
    assert.equal((await cache.getOrSetMany(["a", "b", "c"], load)).size, 3);
  },

  "whatever a loader throws is rethrown, and the next caller does not wait": async ({ cache, create }) => {
    const other = await create();
    class Odd extends Error {
      override get message(): string {
        throw new Error("no message");
      }
    }
    const odd = {
      toString() {
        throw new Error("no text");
      },
    };
    for (const thrown of [undefined, null, Symbol("s"), 5, Object.create(null), odd, new Odd()]) {
      const load = () => {
        throw thrown;
      };
      const caught = await cache.getOrSet("k", load).then(
        () => assert.fail("it must fail"),
        (error) => ({ error }),
      );
      assert.ok(Object.is(caught.error, thrown));
      const began = performance.now();
      assert.equal(await other.getOrSet("k", () => "value"), "value");
      // A lease that was not given back would hold it up for ten seconds.
      assert.ok(performance.now() - began < 8000);
      await other.delete("k");
    }
  },

  "a value without expiry is not reloaded early": async ({ cache }) => {
    const options = { timeout: null, eager: 1e-15 };
    await cache.getOrSet("k", () => "value", options);
    await sleep(20);
    const never = () => assert.fail("the loader must not run");
    const behind = () => assert.fail("no load may run in the background");
    assert.equal(await cache.getOrSet("k", never, { ...options, behind }), "value");
  },

  "touch with a timeout of zero deletes an entry that is kept as stale": needing(
    "exactExpiry",
    async ({ cache }) => {
      await cache.getOrSet("k", () => "value", { timeout: 100, grace: 50 });
      assert.equal(await cache.touch("k", 0), true);
      assert.equal(await cache.has("k"), false);
    },
  ),
};
