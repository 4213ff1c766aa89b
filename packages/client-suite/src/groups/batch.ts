import assert from "node:assert/strict";
import type { LoadedById } from "@coffer/cache-core";
import { type Cases, rejects } from "@coffer/plugin-kit/suite";
import { between } from "../between.js";
import type { ClientContext } from "../client-context.js";

interface Users {
  readonly asked: number[][];
  load(ids: number[]): Promise<Map<number, string>>;
}

/** Users 1 to 9, and the ids that `load` was called with. */
function users(): Users {
  const asked: number[][] = [];
  return {
    asked,
    async load(ids) {
      asked.push(ids);
      return new Map(ids.filter((id) => id < 10).map((id) => [id, `user ${id}`]));
    },
  };
}

const key = (id: unknown) => `user:${id}`;

export const batch: Cases<ClientContext> = {
  "ids requested in one turn share one call of load, each id once": async ({ cache }) => {
    const { asked, load } = users();
    const all = cache.batch({ key, load });
    const found = await Promise.all([3, 1, 2, 1, 99, 3].map((id) => all.get(id)));
    assert.deepEqual(found, ["user 3", "user 1", "user 2", "user 1", undefined, "user 3"]);
    assert.deepEqual(asked, [[3, 1, 2, 99]]);
  },

  "only missing ids are loaded, and an id that load left out is loaded again next time": async ({
    cache,
  }) => {
    const { asked, load } = users();
    const all = cache.batch({ key, load });
    await cache.set("user:1", "cached");
    await Promise.all([1, 2, 99].map((id) => all.get(id)));
    const found = await Promise.all([1, 2, 3, 99].map((id) => all.get(id)));
    assert.deepEqual(found, ["cached", "user 2", "user 3", undefined]);
    assert.deepEqual(asked, [
      [2, 99],
      [3, 99],
    ]);
    assert.deepEqual(
      [...(await cache.getMany(["user:1", "user:2", "user:3", "user:99"])).keys()],
      ["user:1", "user:2", "user:3"],
    );
  },

  "load may return a Map, an object or pairs, also synchronously; a null is stored": async ({ cache }) => {
    const shapes: ((ids: string[]) => LoadedById<string, unknown>)[] = [
      () => new Map([["a", 1]] as [string, unknown][]).set("b", null),
      () => ({ a: 1, b: null }),
      () => [
        ["a", 1],
        ["b", null],
      ],
      function* () {
        yield ["a", 1];
        yield ["b", null];
      },
    ];
    for (const load of shapes) {
      await cache.deleteMany(["user:a", "user:b", "user:toString"]);
      const all = cache.batch<unknown>({ key, load });
      const found = await Promise.all(["a", "b", "toString"].map((id) => all.get(id)));
      assert.deepEqual(found, [1, null, undefined]);
      assert.equal(await cache.get("user:b", "fallback"), null);
      assert.equal(await cache.has("user:toString"), false);
    }
  },

  "when load fails, every id of the call rejects with its error, and the next call tries again": async ({
    cache,
  }) => {
    let loads = 0;
    const all = cache.batch<string, number>({
      key,
      load: (ids) => {
        loads += 1;
        if (loads === 1) throw new Error("no database");
        return new Map(ids.map((id) => [id, "found"]));
      },
    });
    const failed = await Promise.allSettled([all.get(1), all.get(2)]);
    assert.deepEqual(
      failed.map((each) => each.status === "rejected" && each.reason.message),
      ["no database", "no database"],
    );
    assert.deepEqual(await Promise.all([all.get(1), all.get(2)]), ["found", "found"]);
    assert.equal(loads, 2);
  },

  "a batch takes a timeout and a version": async ({ cache }) => {
    const { load } = users();
    await cache.batch({ key, load, timeout: 50, version: 2 }).get(1);
    const found = await cache.getWithTtl("user:1", { version: 2 });
    assert.equal(found?.value, "user 1");
    between(found?.ttl ?? null, 40_000, 50_000);
  },

  "invalid batch options and invalid results of load are a TypeError": async ({ cache }) => {
    const { load } = users();
    const make = cache.batch as (options: unknown) => unknown;
    for (const [options, message] of [
      [undefined, /options/],
      [{ load }, /key/],
      [{ key: "id", load }, /key/],
      [{ key }, /load/],
      [{ key, load, timeout: "soon" }, /timeout/],
      [{ key, load, fresh: true }, /fresh/],
      [{ key, load, expiresAt: new Date() }, /expiresAt/],
    ] as const) {
      assert.throws(() => make.call(cache, options), { name: "TypeError", message });
    }
    for (const wrong of [undefined, null, 5, "text", [5], ["ab"]]) {
      const all = cache.batch({ key, load: () => wrong as never });
      await rejects(() => all.get("1"), { name: "TypeError", message: /load must return/ });
    }
    await rejects(() => cache.batch({ key: () => 5 as never, load }).get(1), {
      name: "TypeError",
      message: /key/,
    });
  },
};
