import assert from "node:assert/strict";
import type { Cache } from "@coffer/cache-core";
import { type CaseBody, type Cases, needing, rejects } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

type Write = (cache: Cache) => Promise<unknown>;

/** Writes that leave the key missing. */
const DELETES: Readonly<Record<string, Write>> = {
  delete: (cache) => cache.delete("k"),
  pull: (cache) => cache.pull("k"),
  deleteMany: (cache) => cache.deleteMany(["other", "k"]),
  "set with a timeout of zero": (cache) => cache.set("k", "gone", 0),
  deletePattern: (cache) => cache.deletePattern("k*"),
  clear: (cache) => cache.clear(),
};

/** Writes after which the key holds 5. */
const WRITES: Readonly<Record<string, Write>> = {
  set: (cache) => cache.set("k", 5),
  add: (cache) => cache.add("k", 5),
  update: (cache) => cache.update("k", () => 5),
  setMany: (cache) => cache.setMany({ other: 1, k: 5 }),
  incrVersion: (cache) =>
    cache.set("k", 5, { version: 0 }).then(() => cache.incrVersion("k", 1, { version: 0 })),
};

const COUNTS: Readonly<Record<string, Write>> = {
  incr: (cache) => cache.incr("k", 5, { ignoreKeyCheck: true }),
};

export const deadLoads: Cases<ClientContext> = {
  ...Object.fromEntries([
    ...Object.entries(DELETES).map((entry) => afterDelete(...entry)),
    ...Object.entries(WRITES).map((entry) => afterWrite(...entry)),
    ...Object.entries(COUNTS).map(([name, write]) => {
      const [title, run] = afterWrite(name, write);
      return [title, needing("counters", run)] as const;
    }),
  ]),

  "a write to another key does not affect a running load": async ({ cache }) => {
    const load = await loading(cache);
    await cache.delete("other");
    await cache.set("k2", 1);
    const joined = cache.getOrSet("k", () => assert.fail("the running load must be shared"));
    await cache.has("k");
    load.end();
    assert.deepEqual(await Promise.all([load.answer, joined]), ["old", "old"]);
    assert.equal(await cache.get("k"), "old");
  },

  "a loader may write its own key, and the call returns the loader's value": async ({ cache }) => {
    const answer = await cache.getOrSet("k", async () => {
      await cache.set("k", "written");
      return "given";
    });
    assert.deepEqual([answer, await cache.get("k")], ["given", "written"]);
  },

  "loaders that load each other's keys reject instead of deadlocking": async ({ cache }) => {
    const a = (): Promise<string> => cache.getOrSet("a", async () => `a${await b()}`);
    const b = (): Promise<string> => cache.getOrSet("b", async () => `b${await c()}`);
    const c = (): Promise<string> => cache.getOrSet("c", async () => `c${await a()}`);
    const CYCLE = { name: "LoadCycle", code: "ERR_LOAD_CYCLE", message: /getOrSet.*\ba\b.*\bb\b.*\bc\b/s };
    await rejects(a, CYCLE);
    for (const each of await Promise.allSettled([a(), b(), c()])) {
      assert.equal(each.status === "rejected" && each.reason.code, "ERR_LOAD_CYCLE");
    }
    await rejects(() => cache.getOrSet("a", () => a()), { code: "ERR_LOAD_CYCLE" });
    assert.equal(await cache.getOrSet("a", () => "1"), "1");
  },

  "loaders may load other keys, and several may load the same one": async ({ cache }) => {
    const leaf = () => cache.getOrSet("leaf", () => cache.has("x").then(() => 1));
    const middle = (key: string) => cache.getOrSet(key, async () => (await leaf()) + (await leaf()));
    const top = () => cache.getOrSet("top", async () => (await middle("m1")) + (await middle("m2")));
    assert.deepEqual(await Promise.all([top(), middle("m2"), leaf(), top()]), [4, 2, 1, 4]);
  },
};

interface Loading {
  readonly answer: Promise<unknown>;
  end(): void;
}

/** Resolves when the loader of the key runs. */
async function loading(cache: Cache): Promise<Loading> {
  const begun = gate();
  const ended = gate();
  const answer = cache.getOrSet("k", async () => {
    begun.resolve();
    await ended.promise;
    return "old";
  });
  await begun.promise;
  return { answer, end: ended.resolve };
}

function gate(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((open) => {
    resolve = open;
  });
  return { promise, resolve };
}

function afterDelete(name: string, write: Write): [string, CaseBody<ClientContext>] {
  return [
    `${name} during a load: a later call loads again, and the older value is not stored`,
    async ({ cache }) => {
      for (const asksAgain of [true, false]) {
        const load = await loading(cache);
        await write(cache);
        if (asksAgain) assert.equal(await cache.getOrSet("k", async () => "new"), "new");
        load.end();
        assert.equal(await load.answer, "old");
        assert.equal(await cache.get("k"), asksAgain ? "new" : undefined);
        await cache.delete("k");
      }
    },
  ];
}

function afterWrite(name: string, write: Write): [string, CaseBody<ClientContext>] {
  return [
    `${name} during a load: the written value stays, and a later call returns it`,
    async ({ cache }) => {
      const load = await loading(cache);
      await write(cache);
      assert.equal(await cache.getOrSet("k", () => assert.fail("there is a value")), 5);
      load.end();
      assert.equal(await load.answer, "old");
      assert.equal(await cache.get("k"), 5);
    },
  ];
}
