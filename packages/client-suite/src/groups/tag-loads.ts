import assert from "node:assert/strict";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import type { Load } from "@coffer/cache-core";
import { type Cases, rejects } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";
import { gate } from "../gate.js";
import { told } from "../told.js";

const never = (): never => assert.fail("the loader must not run");

export const tagLoads: Cases<ClientContext> = {
  "a value with an invalidated tag is not used as a stale value": async ({ cache }) => {
    const options = { timeout: "20ms", stale: 50, grace: 50, tags: ["t"] } as const;
    await cache.getOrSet("k", () => "old", options);
    await cache.deleteByTag("t");
    assert.equal(await cache.getOrSet("k", () => "new", options), "new");
    await rejects(
      () =>
        cache
          .deleteByTag("t")
          .then(() => cache.getOrSet("k", () => Promise.reject(new Error("no luck")), options)),
      { message: /no luck/ },
    );
  },

  "a loader gets no previous value with an invalidated tag, even if it names other tags": async ({
    cache,
  }) => {
    const options = { timeout: "1m", stale: 50, eager: 0.000_001, tags: ["t"] } as const;
    const previous: unknown[] = [];
    const load = (load: Load<string>) => {
      previous.push(load.previous?.value);
      load.tag("late");
      return "loaded";
    };
    await cache.getOrSet("k", load, options);
    for (const tag of ["t", "late"]) {
      await cache.deleteByTag(tag);
      await cache.getOrSet("k", load, options);
    }
    const work: Promise<void>[] = [];
    // The age counts in milliseconds: a read in the one of the write would not reload early.
    await sleep(20);
    await cache.getOrSet("k", load, { ...options, behind: (each) => work.push(each) });
    await Promise.all(work);
    assert.deepEqual(previous, [undefined, undefined, undefined, "loaded"]);
  },

  "a value loaded before an invalidation is not valid after it, whichever cache invalidates": async ({
    cache,
    create,
  }) => {
    const elsewhere = await create();
    for (const by of [cache, elsewhere]) {
      const begun = gate();
      const ended = gate();
      const load = async () => {
        begun.open();
        await ended.promise;
        return "old";
      };
      const answer = cache.getOrSet("k", load, { tags: ["t"] });
      await begun.promise;
      await by.deleteByTag("t");
      await told(cache);
      // This load starts after the invalidation, so it must not share the earlier load.
      assert.equal(await cache.getOrSet("k", () => "new", { tags: ["t"] }), "new");
      ended.open();
      assert.equal(await answer, "old");
      assert.equal(await cache.getOrSet("k", never, { tags: ["t"] }), "new");
      await cache.delete("k");
    }
  },

  "callers of a value with tags share one load, whenever they start during it": async ({ cache }) => {
    // Which replies arrive together differs from time to time.
    for (let round = 0; round < 30; round++) {
      let loads = 0;
      let phase = "before";
      const ended = gate();
      const load = async () => {
        loads += 1;
        phase = "loading";
        await ended.promise;
        return { loads };
      };
      const answers: Promise<unknown>[] = [];
      const ask = () => {
        const answer = cache.getOrSet(`k${round}`, load, { tags: [`t${round}`] });
        answers.push(answer);
        return answer;
      };
      /** Starts a call in each turn of the event loop, until the load is in its next phase. */
      const askWhile = async (during: string) => {
        for (let turns = 0; phase === during && turns < 1000; turns++) {
          ask();
          await nextTurn();
        }
      };
      const first = ask().then(() => {
        phase = "after";
      });
      await askWhile("before");
      ask();
      await cache.get("another round trip");
      phase = "storing";
      ended.open();
      await askWhile("storing");
      await first;
      for (const answer of await Promise.all(answers)) assert.deepEqual(answer, { loads: 1 });
      assert.equal(loads, 1);
    }
  },

  "an invalidation of another tag does not repeat a load": async ({ cache, create }) => {
    const elsewhere = await create();
    const begun = gate();
    const ended = gate();
    const load = async () => {
      begun.open();
      await ended.promise;
      return "loaded";
    };
    const first = cache.getOrSet("k", load, { tags: ["t"] });
    await begun.promise;
    await elsewhere.deleteByTag("unrelated");
    const second = cache.getOrSet("k", never, { tags: ["t"] });
    await cache.get("another round trip");
    await cache.get("and one more");
    ended.open();
    assert.deepEqual(await Promise.all([first, second]), ["loaded", "loaded"]);
    assert.equal(await cache.getOrSet("k", never, { tags: ["t"] }), "loaded");
  },

  "a call after an invalidation does not share a load whose loader adds that tag later": async ({
    cache,
    create,
  }) => {
    const elsewhere = await create();
    const begun = gate();
    const ended = gate();
    const load = async (load: Load) => {
      begun.open();
      await ended.promise;
      load.tag("late");
      return "old";
    };
    const first = cache.getOrSet("k", load, { tags: ["t"] });
    await begun.promise;
    await elsewhere.deleteByTag("late");
    await told(cache);
    const second = cache.getOrSet("k", () => "new", { tags: ["t"] });
    await cache.get("another round trip");
    ended.open();
    assert.deepEqual(await Promise.all([first, second]), ["old", "new"]);
    assert.equal(await cache.getOrSet("k", never, { tags: ["t"] }), "new");
  },

  "a loader can add tags after it has loaded": async ({ cache }) => {
    const load = (load: Load) => {
      load.tag("author:7", "author:8");
      return "value";
    };
    for (const tag of ["author:7", "author:8", "news"]) {
      assert.equal(await cache.getOrSet("k", load, { tags: ["news"] }), "value");
      assert.equal(await cache.get("k"), "value");
      await cache.deleteByTag(tag);
      assert.equal(await cache.get("k"), undefined, tag);
    }
    const takingOut = ({ tag }: Load) => {
      tag("author:7");
      return "value";
    };
    await cache.getOrSet("k", takingOut, { tags: [] });
    assert.equal(await cache.get("k"), "value");
    await rejects(() => cache.getOrSet("k2", load), { name: "TypeError", message: /tags/ });
  },

  "a loaded value is not stored if a tag that the loader added was invalidated meanwhile": async ({
    cache,
    create,
  }) => {
    const elsewhere = await create();
    const load = async (load: Load) => {
      await elsewhere.deleteByTag("author:7");
      load.tag("author:7");
      return "old";
    };
    assert.equal(await cache.getOrSet("k", load, { tags: [] }), "old");
    assert.equal(await cache.get("k"), undefined);
  },

  "a loaded value is not stored either if that tag's key was evicted since, and the invalidation is lost":
    async ({ cache, create }) => {
      const elsewhere = await create();
      const { client } = cache;
      const tagKey = client.siblingOf?.(cache.makeKey("author:7").redisKey, "tag");
      if (tagKey === undefined) return;
      const load = async (load: Load) => {
        await elsewhere.deleteByTag("author:7");
        assert.equal(await elsewhere.delete(tagKey), true);
        load.tag("author:7");
        return "old";
      };
      assert.equal(await cache.getOrSet("k", load, { tags: [] }), "old");
      assert.equal(await cache.get("k"), undefined);
    },
};
