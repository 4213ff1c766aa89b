import assert from "node:assert/strict";
import { type Cases, rejects } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

const ARGUMENT_ERROR = { name: ["TypeError", "RangeError"] };

export const sortedSets: Cases<ClientContext> = {
  "zcard returns the size, and zcount counts between bounds, which may use Redis's notation": async ({
    cache,
  }) => {
    await cache.zadd("z", [
      ["a", 1],
      ["b", 2],
      ["c", 3],
    ]);
    assert.equal(await cache.zcard("z"), 3);
    assert.equal(await cache.zcard("none"), 0);
    assert.equal(await cache.zcount("z", 1, 2), 2);
    assert.equal(await cache.zcount("z", "(1", 3), 2);
    assert.equal(await cache.zcount("z", "-inf", "+inf"), 3);
    assert.equal(await cache.zcount("z", Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY), 3);
    assert.equal(await cache.zcount("none", 0, 5), 0);
  },

  "zincrby returns the new score, and starts from 0": async ({ cache }) => {
    assert.equal(await cache.zincrby("z", 2.5, "a"), 2.5);
    assert.equal(await cache.zincrby("z", -1, "a"), 1.5);
    assert.equal(await cache.zincrby("z", 1, "a", { version: 2 }), 1);
    assert.equal(await cache.zscore("z", "a"), 1.5);
  },

  "zpopmin and zpopmax remove and return one pair, or a list of up to count": async ({ cache }) => {
    await cache.zadd("z", [
      ["a", 1],
      ["b", 2],
      ["c", 3],
      ["d", 4.5],
    ]);
    assert.deepEqual(await cache.zpopmin("z"), ["a", 1]);
    assert.deepEqual(await cache.zpopmax("z"), ["d", 4.5]);
    assert.deepEqual(await cache.zpopmax("z", 5), [
      ["c", 3],
      ["b", 2],
    ]);
    assert.equal(await cache.zpopmin("z"), undefined);
    assert.equal(await cache.zpopmax("z"), undefined);
    assert.deepEqual(await cache.zpopmin("z", 2), []);
    assert.deepEqual(await cache.zpopmax("z", 2), []);
    await rejects(() => cache.zpopmin("z", -1), { ...ARGUMENT_ERROR, message: /count/ });
  },

  "zrank and zscore are undefined for a missing member": async ({ cache }) => {
    await cache.zadd("z", [
      ["a", 1],
      ["b", 2],
    ]);
    assert.equal(await cache.zrank("z", "a"), 0);
    assert.equal(await cache.zrank("z", "b"), 1);
    assert.equal(await cache.zrank("z", "none"), undefined);
    assert.equal(await cache.zrank("none", "a"), undefined);
    assert.equal(await cache.zscore("z", "b"), 2);
    assert.equal(await cache.zscore("z", "none"), undefined);
    assert.equal(await cache.zscore("none", "a"), undefined);
  },

  "zrem and zremrangebyscore return how many they removed": async ({ cache }) => {
    await cache.zadd("z", [
      ["a", 1],
      ["b", 2],
      ["c", 3],
      ["d", 4],
    ]);
    assert.equal(await cache.zrem("z", "a", "none"), 1);
    assert.equal(await cache.zremrangebyscore("z", 2, "(4"), 2);
    assert.equal(await cache.zremrangebyscore("none", 0, 5), 0);
    assert.deepEqual(await cache.zrange("z", 0, -1), ["d"]);
    await rejects(() => cache.zrem("z"), { ...ARGUMENT_ERROR, message: /member/ });
  },

  "members keep their type, and lists and objects work": async ({ cache }) => {
    const members = [1, "1", true, null, 1.5, [1, 2], { a: 1 }];
    await cache.zadd(
      "z",
      members.map((member, index) => [member, index] as const),
    );
    assert.deepEqual(await cache.zrange("z", 0, -1), members);
    assert.equal(await cache.zscore("z", { a: 1 }), 6);
    assert.equal(await cache.zrank("z", [1, 2]), 5);
    assert.equal(await cache.zrem("z", { a: 1 }, "1"), 2);
  },

  "every sorted-set command has a version option": async ({ cache }) => {
    const v2 = { version: 2 };
    await cache.zadd(
      "z",
      [
        ["a", 1],
        ["b", 2],
        ["c", 3],
      ],
      v2,
    );
    assert.equal(await cache.zcard("z", v2), 3);
    assert.equal(await cache.zcount("z", 1, 2, v2), 2);
    assert.deepEqual(await cache.zrange("z", 0, 0, v2), ["a"]);
    assert.deepEqual(await cache.zrevrange("z", 0, 0, v2), ["c"]);
    assert.deepEqual(await cache.zrangebyscore("z", 2, 3, v2), ["b", "c"]);
    assert.deepEqual(await cache.zrevrangebyscore("z", 3, 2, v2), ["c", "b"]);
    assert.equal(await cache.zrank("z", "b", v2), 1);
    assert.equal(await cache.zscore("z", "b", v2), 2);
    assert.deepEqual(await cache.zpopmin("z", undefined, v2), ["a", 1]);
    assert.deepEqual(await cache.zpopmax("z", 1, v2), [["c", 3]]);
    assert.equal(await cache.zrem(cache.makeKey("z", v2), "none"), 0);
    assert.equal(await cache.zremrangebyscore("z", 0, 9, v2), 1);
    assert.equal(await cache.has("z"), false);
  },

  "no timeout is applied to sorted sets": async ({ cache }) => {
    await cache.zadd("z", [["a", 1]]);
    assert.equal(await cache.ttl("z"), null);
  },
};
