import assert from "node:assert/strict";
import { type Cases, needing, rejects, text } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";
import { NOT_A_VALUE } from "../not-a-value.js";

export const pull: Cases<ClientContext> = {
  "pull returns the value and deletes it": async ({ cache }) => {
    for (const value of ["text", 0, 42, -1.5, null, false, "", [1, { two: 2 }], 2n ** 70n]) {
      await cache.set("k", value);
      assert.deepEqual(await cache.pull("k", "fallback"), value);
      assert.equal(await cache.has("k"), false);
    }
  },

  "pull of a missing key returns undefined, or the fallback": async ({ cache }) => {
    assert.equal(await cache.pull("none"), undefined);
    assert.equal(await cache.pull("none", null), null);
    const fallback = { same: true };
    assert.equal(await cache.pull("none", fallback), fallback);
  },

  "pull takes a version, and a result of makeKey": async ({ cache }) => {
    await cache.set("k", "first");
    await cache.set("k", "second", { version: 2 });
    assert.equal(await cache.pull("k", undefined, { version: 2 }), "second");
    assert.equal(await cache.pull(cache.makeKey("k", { version: 2 })), undefined);
    assert.equal(await cache.pull(cache.makeKey("k")), "first");
  },

  "of all concurrent pulls of a key, in one cache or several, one gets the value": async ({
    cache,
    create,
  }) => {
    const other = await create();
    const keys = Array.from({ length: 20 }, (_, n) => `k${n}`);
    for (let round = 0; round < 3; round++) {
      await cache.setMany(keys.map((key): [string, string[]] => [key, [key]]));
      const answers = await Promise.all(
        [cache, other, cache, other].flatMap((each) => keys.map((key) => each.pull<string[]>(key))),
      );
      const got = answers.flatMap((answer) => answer ?? []);
      assert.deepEqual(got.sort(), [...keys].sort());
    }
  },

  "pull keeps its order among the other calls for its key": async ({ cache }) => {
    for (let round = 0; round < 3; round++) {
      const answers = await Promise.all([
        cache.set("k", 1),
        cache.pull("k"),
        cache.get("k"),
        cache.set("k", 2),
        cache.get("k"),
        cache.pull("k"),
        cache.pull("k", "none"),
      ]);
      assert.deepEqual(answers, [true, 1, undefined, true, 2, 2, "none"]);
    }
  },

  "pull of a value with an invalidated tag returns the fallback and deletes the value": async ({ cache }) => {
    await cache.set("k", { n: 1 }, { tags: ["news"] });
    assert.deepEqual(await cache.pull("k"), { n: 1 });
    await cache.set("k", { n: 1 }, { tags: ["news"] });
    await cache.deleteByTag("news");
    assert.equal(await cache.pull("k", "fallback"), "fallback");
    assert.equal(await cache.has("k"), false);
  },

  "another Redis type is a miss for pull, and is kept": async ({ cache }) => {
    await cache.sadd("set", "x");
    for (let round = 0; round < 2; round++) assert.equal(await cache.pull("set", "fallback"), "fallback");
    assert.deepEqual(await cache.smembers("set"), new Set(["x"]));
  },

  "pull of an undecodable value is an error, or the fallback while exceptions are ignored": needing(
    "raw",
    async ({ cache, create, raw }) => {
      const ignoring = await create({ OPTIONS: { IGNORE_EXCEPTIONS: true } });
      await raw("SET", ":1:k", NOT_A_VALUE);
      await rejects(() => cache.pull("k"), { code: "ERR_DECODE" });
      await raw("SET", ":1:k", NOT_A_VALUE);
      assert.equal(await ignoring.pull("k", "fallback"), "fallback");
      assert.equal(await cache.has("k"), false);
    },
  ),

  "pull counts as a lookup": async ({ cache }) => {
    await cache.set("k", 1);
    const before = cache.stats();
    await cache.pull("k");
    await cache.pull("k");
    const { hits, misses } = cache.stats();
    assert.deepEqual([hits - before.hits, misses - before.misses], [1, 1]);
  },

  "pull works if GETDEL is refused, by a script in the same order": needing(
    "raw acl",
    async ({ cache, create, raw }) => {
      // The first connection has used the server before, the second has not.
      await cache.pull("warm");
      const other = await create();
      await raw("ACL", "SETUSER", "default", "-getdel");
      try {
        for (const each of [cache, other]) {
          const answers = await Promise.all([
            each.set("k", { n: 1 }),
            each.pull("k"),
            each.pull("k", "none"),
          ]);
          assert.deepEqual(answers, [true, { n: 1 }, "none"]);
        }
        assert.deepEqual(await Promise.all([other.set("k", 2), other.pull("k"), other.set("k", 3)]), [
          true,
          2,
          true,
        ]);
        assert.equal(text(await raw("GET", ":1:k")), "3");
      } finally {
        await raw("ACL", "SETUSER", "default", "+getdel");
      }
    },
  ),
};
