import assert from "node:assert/strict";
import { type Cases, rejects } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

const ARGUMENT_ERROR = { name: ["TypeError", "RangeError"], message: /start|num/ };

async function fill({ cache }: ClientContext): Promise<ClientContext["cache"]> {
  await cache.zadd("z", [
    ["a", 1],
    ["b", 2],
    ["c", 3],
    ["d", 4.5],
  ]);
  return cache;
}

export const sortedSetRanges: Cases<ClientContext> = {
  "zrange returns members by rank from either end, with scores as pairs": async (context) => {
    const cache = await fill(context);
    assert.deepEqual(await cache.zrange("z", 0, 1), ["a", "b"]);
    assert.deepEqual(await cache.zrange("z", -2, -1), ["c", "d"]);
    assert.deepEqual(await cache.zrange("z", 2, 9, { withScores: true }), [
      ["c", 3],
      ["d", 4.5],
    ]);
    assert.deepEqual(await cache.zrange("z", 0, 1, { desc: true }), ["d", "c"]);
    assert.deepEqual(await cache.zrange("z", 0, 0, { desc: true, withScores: true }), [["d", 4.5]]);
    assert.deepEqual(await cache.zrange("z", 3, 1), []);
    assert.deepEqual(await cache.zrange("none", 0, -1), []);
  },

  "zrevrange goes from high to low": async (context) => {
    const cache = await fill(context);
    assert.deepEqual(await cache.zrevrange("z", 0, 1), ["d", "c"]);
    assert.deepEqual(await cache.zrevrange("z", -1, -1, { withScores: true }), [["a", 1]]);
    assert.deepEqual(await cache.zrevrange("none", 0, -1), []);
  },

  "zrangebyscore and zrevrangebyscore take bounds, starting with the end that comes first": async (
    context,
  ) => {
    const cache = await fill(context);
    assert.deepEqual(await cache.zrangebyscore("z", 2, 3), ["b", "c"]);
    assert.deepEqual(await cache.zrangebyscore("z", "(2", "+inf"), ["c", "d"]);
    assert.deepEqual(await cache.zrangebyscore("z", 4, Number.POSITIVE_INFINITY, { withScores: true }), [
      ["d", 4.5],
    ]);
    assert.deepEqual(await cache.zrevrangebyscore("z", 3, 2), ["c", "b"]);
    assert.deepEqual(await cache.zrevrangebyscore("z", "+inf", "(3", { withScores: true }), [["d", 4.5]]);
    assert.deepEqual(await cache.zrangebyscore("z", 3, 2), []);
    assert.deepEqual(await cache.zrangebyscore("none", 0, 9), []);
  },

  "start and num select a page, and num -1 is the rest": async (context) => {
    const cache = await fill(context);
    assert.deepEqual(await cache.zrangebyscore("z", 0, 9, { start: 1, num: 2 }), ["b", "c"]);
    assert.deepEqual(await cache.zrangebyscore("z", 0, 9, { start: 2, num: -1 }), ["c", "d"]);
    assert.deepEqual(await cache.zrangebyscore("z", 0, 9, { start: 0, num: 0 }), []);
    assert.deepEqual(await cache.zrevrangebyscore("z", 9, 0, { start: 1, num: 1, withScores: true }), [
      ["c", 3],
    ]);
  },

  "start and num require each other": async (context) => {
    const cache = await fill(context);
    await rejects(() => cache.zrangebyscore("z", 0, 9, { start: 1 }), ARGUMENT_ERROR);
    await rejects(() => cache.zrangebyscore("z", 0, 9, { num: 1 }), ARGUMENT_ERROR);
    await rejects(() => cache.zrevrangebyscore("z", 9, 0, { start: 1 }), ARGUMENT_ERROR);
    await rejects(() => cache.zrevrangebyscore("z", 9, 0, { num: 1 }), ARGUMENT_ERROR);
  },

  "numeric members are not confused with scores": async ({ cache }) => {
    await cache.zadd("z", [
      [3, 1],
      [2, 2],
      [1, 3],
    ]);
    assert.deepEqual(await cache.zrange("z", 0, -1), [3, 2, 1]);
    assert.deepEqual(await cache.zrange("z", 0, -1, { withScores: true }), [
      [3, 1],
      [2, 2],
      [1, 3],
    ]);
    assert.deepEqual(await cache.zpopmin("z", 2), [
      [3, 1],
      [2, 2],
    ]);
  },
};
