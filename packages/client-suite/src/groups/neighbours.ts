import assert from "node:assert/strict";
import type { Cache } from "@coffer/cache-core";
import { type Cases, needing, rejects } from "@coffer/plugin-kit/suite";
import type { ClientContext, Raw } from "../client-context.js";
import { NOT_A_VALUE } from "../not-a-value.js";

export const neighbours: Cases<ClientContext> = {
  "an undecodable value fails only its own read": needing("raw", async ({ cache, raw }) => {
    await raw("SET", ":1:bad", NOT_A_VALUE);
    await cache.setMany({ a: 1, b: { n: 2 } });
    const answers = await Promise.allSettled(["a", "bad", "b", "bad", "none"].map((key) => cache.get(key)));
    assert.deepEqual(
      answers.map((answer) => (answer.status === "fulfilled" ? answer.value : answer.reason.code)),
      [1, "ERR_DECODE", { n: 2 }, "ERR_DECODE", undefined],
    );
  }),

  "an undecodable member or field does not affect the others while exceptions are ignored": needing(
    "raw",
    async ({ create, raw }) => {
      const cache = await create({ OPTIONS: { IGNORE_EXCEPTIONS: true } });
      await storeCollections(cache, raw);
      assert.deepEqual(await cache.hgetall("h"), new Map([["good", { n: 1 }]]));
      assert.deepEqual(await cache.hmget("h", ["bad", "good", "none"]), new Map([["good", { n: 1 }]]));
      assert.equal(await cache.hget("h", "bad"), undefined);
      const good = new Set(["a", "b"]);
      assert.deepEqual(await cache.smembers("s"), good);
      assert.deepEqual(await cache.sscan("s"), good);
      const iterated = new Set<string>();
      for await (const member of cache.sscanIter<string>("s")) iterated.add(member);
      assert.deepEqual(iterated, good);
      assert.deepEqual(new Set(await cache.srandmember("s", 10)), good);
      assert.deepEqual(await cache.sunion("s"), good);
      const scored = [
        ["a", 1],
        ["b", 3],
      ];
      assert.deepEqual(await cache.zrange("z", 0, -1), ["a", "b"]);
      assert.deepEqual(await cache.zrange("z", 0, -1, { withScores: true }), scored);
      assert.deepEqual(await cache.zrevrange("z", 0, -1), ["b", "a"]);
      assert.deepEqual(await cache.zrangebyscore("z", "-inf", "+inf", { withScores: true }), scored);
      assert.deepEqual(await cache.zpopmin("z", 3), scored);
      assert.deepEqual(await cache.spop("s", 3), good);
    },
  ),

  "an undecodable member or field is an error that names the key, and the field": needing(
    "raw",
    async ({ cache, raw }) => {
      await storeCollections(cache, raw);
      const field = { code: "ERR_DECODE", message: /field "bad" of ":1:h"/ };
      await rejects(() => cache.hgetall("h"), field);
      await rejects(() => cache.hmget("h", ["good", "bad"]), field);
      await rejects(() => cache.hget("h", "bad"), field);
      const ofSet = { code: "ERR_DECODE", message: /":1:s"/ };
      const ofSortedSet = { code: "ERR_DECODE", message: /":1:z"/ };
      for (const call of [
        () => cache.smembers("s"),
        () => cache.sscan("s"),
        () => cache.srandmember("s", 10),
        () => cache.sunion("s"),
      ]) {
        await rejects(call, ofSet);
      }
      await rejects(() => cache.zrange("z", 0, -1), ofSortedSet);
      await rejects(() => cache.zrange("z", 0, -1, { withScores: true }), ofSortedSet);
      assert.equal(await cache.sismember("s", "a"), true);
    },
  ),

  "an unserializable value fails only its own write": async ({ cache }) => {
    const answers = await Promise.allSettled([
      cache.set("a", 1),
      cache.set("bad", () => 1),
      cache.set("b", 2),
      cache.get("a"),
    ]);
    assert.deepEqual(
      answers.map((answer) => (answer.status === "fulfilled" ? answer.value : answer.reason.code)),
      [true, "ERR_ENCODE", true, 1],
    );
  },

  "a command that Redis rejects does not affect others of the same tick": async ({ cache }) => {
    await cache.set("text", "x");
    const answers = await Promise.allSettled([
      cache.sadd("text", 1),
      cache.set("a", 1),
      cache.hget("text", "f"),
      cache.get("a"),
      cache.zadd("text", [["m", 1]]),
      cache.get("text"),
    ]);
    assert.deepEqual(
      answers.map((answer) => (answer.status === "fulfilled" ? answer.value : answer.reason.code)),
      ["ERR_REPLY", true, "ERR_REPLY", 1, "ERR_REPLY", "x"],
    );
  },

  "a write that Redis rejects fails only its own key, also in setMany": needing(
    "raw acl",
    async ({ cache, create, raw }) => {
      const ignoring = await create({ OPTIONS: { IGNORE_EXCEPTIONS: true } });
      await Promise.all([cache.has("warm"), ignoring.has("warm")]);
      await withReadOnlyKeys(raw, async () => {
        const writes = [cache.set("good 1", 1), cache.set("bad", { n: 2 }), cache.set("good 2", { n: 3 })];
        const answers = await Promise.allSettled(writes);
        assert.deepEqual(
          answers.map((answer) => (answer.status === "fulfilled" ? answer.value : answer.reason.code)),
          [true, "ERR_REPLY", true],
        );
        assert.deepEqual(await ignoring.setMany({ "good 3": 1, bad: 2, "good 4": "x" }), ["bad"]);
      });
      const found = await cache.getMany(["good 1", "good 2", "good 3", "good 4", "bad"]);
      assert.deepEqual([...found.values()], [1, { n: 3 }, 1, "x"]);
    },
  ),

  "a write next to a rejected one still precedes a read of its key": needing(
    "raw acl",
    async ({ cache, raw }) => {
      await cache.has("warm");
      await withReadOnlyKeys(raw, async () => {
        const refused = assert.rejects(cache.set("bad", 1));
        const [, found] = await Promise.all([cache.set("good", 1), cache.get("good")]);
        assert.equal(found, 1);
        await refused;
      });
    },
  ),

  "errors of Redis have a code, Redis's text and the cause": needing(
    "raw",
    async ({ cache, create, raw }) => {
      const ignoring = await create({ OPTIONS: { IGNORE_EXCEPTIONS: true } });
      await raw("SET", ":1:k", "text");
      for (const client of [cache, cache.client, ignoring.client]) {
        await assert.rejects(client.sadd("k", 1), (error: Error & { code?: unknown }) => {
          assert.equal(error.name, "ConnectionInterrupted");
          assert.equal(error.code, "ERR_REPLY");
          assert.match(error.message, /WRONGTYPE/);
          assert.ok(error.cause instanceof Error);
          return true;
        });
      }
    },
  ),

  "errors of Redis are ignored while exceptions are, also for sets, hashes and sorted sets": async ({
    create,
  }) => {
    const cache = await create({ OPTIONS: { IGNORE_EXCEPTIONS: true } });
    await cache.set("k", "text");
    assert.equal(await cache.sadd("k", 1), 0);
    assert.deepEqual(await cache.smembers("k"), new Set());
    assert.equal(await cache.hset("k", "f", 1), 0);
    assert.equal(await cache.hget("k", "f"), undefined);
    assert.deepEqual(await cache.hkeys("k"), []);
    assert.equal(await cache.zadd("k", [["m", 1]]), 0);
    assert.deepEqual(await cache.zrange("k", 0, -1), []);
    assert.equal(await cache.get("k"), "text");
  },
};

/** While `work` runs, only keys that begin with `good` can be written. */
async function withReadOnlyKeys(raw: Raw, work: () => Promise<void>): Promise<void> {
  await raw("ACL", "SETUSER", "default", "resetkeys", "~:1:good*", "%R~*");
  try {
    await work();
  } finally {
    await raw("ACL", "SETUSER", "default", "allkeys");
  }
}

/** Creates a hash, a set and a sorted set, each with one part that no codec can decode. */
async function storeCollections(cache: Cache, raw: Raw): Promise<void> {
  await cache.hset("h", "good", { n: 1 });
  await cache.sadd("s", "a", "b");
  await cache.zadd("z", { a: 1, b: 3 });
  await raw("HSET", ":1:h", "bad", NOT_A_VALUE);
  await raw("SADD", ":1:s", NOT_A_VALUE);
  await raw("ZADD", ":1:z", 2, NOT_A_VALUE);
}
