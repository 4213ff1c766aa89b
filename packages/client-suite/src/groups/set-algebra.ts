import assert from "node:assert/strict";
import { type Cases, rejects } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

async function fill({ cache }: ClientContext, version = 1): Promise<void> {
  await cache.sadd(cache.makeKey("a", { version }), 1, 2, 3, "x");
  await cache.sadd(cache.makeKey("b", { version }), 2, 3, 4);
  await cache.sadd(cache.makeKey("c", { version }), 3);
}

export const setAlgebra: Cases<ClientContext> = {
  "sdiff, sinter and sunion of any number of sets": async (context) => {
    const { cache } = context;
    await fill(context);
    assert.deepEqual(await cache.sdiff("a", "b", "c"), new Set([1, "x"]));
    assert.deepEqual(await cache.sinter("a", "b"), new Set([2, 3]));
    assert.deepEqual(await cache.sunion("b", "c", "none"), new Set([2, 3, 4]));
    assert.deepEqual(await cache.sinter("a", "none"), new Set());
    assert.deepEqual(await cache.sdiff("a"), new Set([1, 2, 3, "x"]));
  },

  "the version option applies to all keys": async (context) => {
    const { cache } = context;
    await fill(context, 2);
    const v2 = { version: 2 };
    assert.deepEqual(await cache.sdiff("a", "b", v2), new Set([1, "x"]));
    assert.deepEqual(await cache.sinter("a", "b", v2), new Set([2, 3]));
    assert.deepEqual(await cache.sunion("b", "c", v2), new Set([2, 3, 4]));
    assert.deepEqual(await cache.sunion("a", "b"), new Set());
    assert.deepEqual(await cache.sinter(cache.makeKey("a", v2), cache.makeKey("b", v2)), new Set([2, 3]));
  },

  "the store variants return the size of the stored set": async (context) => {
    const { cache } = context;
    await fill(context);
    assert.equal(await cache.sdiffstore("to", "a", "b"), 2);
    assert.deepEqual(await cache.smembers("to"), new Set([1, "x"]));
    assert.equal(await cache.sinterstore("to", "a", "b"), 2);
    assert.deepEqual(await cache.smembers("to"), new Set([2, 3]));
    assert.equal(await cache.sunionstore("to", "b", "c"), 3);
    assert.deepEqual(await cache.smembers("to"), new Set([2, 3, 4]));
  },

  "destination and sources may have different versions": async (context) => {
    const { cache } = context;
    await fill(context, 2);
    for (const name of ["sdiffstore", "sinterstore", "sunionstore"] as const) {
      const size = { sdiffstore: 2, sinterstore: 2, sunionstore: 5 }[name];
      assert.equal(await cache[name]("to", "a", "b", { versionKeys: 2, versionDest: 3 }), size);
      assert.equal(await cache.scard("to", { version: 3 }), size);
      assert.equal(await cache[name]("to", "a", "b", { version: 2 }), size);
      assert.equal(await cache.scard("to", { version: 2 }), size);
      assert.equal(await cache[name]("to", "a", "b", { versionKeys: 2 }), size);
      assert.equal(await cache.scard("to"), size);
      assert.equal(await cache[name]("to", "a", "b", { version: 2, versionDest: 4 }), size);
      assert.equal(await cache.scard("to", { version: 4 }), size);
      await cache.deleteMany([
        "to",
        cache.makeKey("to", { version: 2 }),
        cache.makeKey("to", { version: 3 }),
      ]);
    }
  },

  "the destination is replaced whatever its type, and deleted if the result is empty": async (context) => {
    const { cache } = context;
    await fill(context);
    await cache.set("to", "a text");
    assert.equal(await cache.sunionstore("to", "c"), 1);
    assert.deepEqual(await cache.smembers("to"), new Set([3]));
    for (const name of ["sdiffstore", "sinterstore", "sunionstore"] as const) {
      await cache.set("to", "a text");
      assert.equal(await cache[name]("to", "none", "nor this"), 0);
      assert.equal(await cache.has("to"), false, name);
    }
    await cache.set("to", "a text");
    assert.equal(await cache.sdiffstore("to", "c", "a"), 0);
    assert.equal(await cache.has("to"), false);
  },

  "at least one key is required": async ({ cache }) => {
    const expected = { name: "TypeError", message: /key/ };
    for (const name of ["sdiff", "sinter", "sunion"] as const) {
      await rejects(() => cache[name](), expected, name);
      await rejects(() => cache[name]({ version: 2 } as never), expected, name);
    }
    for (const name of ["sdiffstore", "sinterstore", "sunionstore"] as const) {
      await rejects(() => cache[name]("to"), expected, name);
    }
  },
};
