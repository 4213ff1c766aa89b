import assert from "node:assert/strict";
import { type Cases, rejects } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

const ARGUMENT_ERROR = { name: ["TypeError", "RangeError"] };

export const zadd: Cases<ClientContext> = {
  "zadd takes an object, as setMany does, with members as names": async ({ cache }) => {
    assert.equal(await cache.zadd("z", { ada: 90, "10": 1.5 }), 2);
    assert.equal(await cache.zadd("z", { ada: 95 }, { gt: true, ch: true }), 1);
    assert.deepEqual(await cache.zrange("z", 0, -1, { withScores: true }), [
      ["10", 1.5],
      ["ada", 95],
    ]);
    await rejects(() => cache.zadd("z", {}), ARGUMENT_ERROR);
    await rejects(() => cache.zadd("z", { ada: "95" as unknown as number }), ARGUMENT_ERROR);
  },

  "zadd returns how many members are new, or changed with ch": async ({ cache }) => {
    assert.equal(
      await cache.zadd(
        "z",
        new Map([
          ["a", 1],
          ["b", 2],
        ]),
      ),
      2,
    );
    assert.equal(
      await cache.zadd("z", [
        ["a", 5],
        ["c", 3],
      ]),
      1,
    );
    assert.equal(
      await cache.zadd(
        "z",
        [
          ["a", 6],
          ["b", 2],
          ["d", 4],
        ],
        { ch: true },
      ),
      2,
    );
    assert.equal(await cache.zscore("z", "a"), 6);
  },

  "nx, xx, gt and lt decide what may change": async ({ cache }) => {
    await cache.zadd("z", [["a", 5]]);
    assert.equal(
      await cache.zadd(
        "z",
        [
          ["a", 9],
          ["b", 1],
        ],
        { nx: true },
      ),
      1,
    );
    assert.equal(
      await cache.zadd(
        "z",
        [
          ["a", 6],
          ["c", 1],
        ],
        { xx: true, ch: true },
      ),
      1,
    );
    assert.equal(await cache.zadd("z", [["a", 4]], { gt: true, ch: true }), 0);
    assert.equal(await cache.zadd("z", [["a", 7]], { gt: true, ch: true }), 1);
    assert.equal(await cache.zadd("z", [["a", 8]], { lt: true, ch: true }), 0);
    assert.equal(await cache.zadd("z", [["a", 2]], { lt: true, ch: true }), 1);
    assert.equal(
      await cache.zadd(
        "z",
        [
          ["a", 3],
          ["d", 1],
        ],
        { xx: true, gt: true },
      ),
      0,
    );
    assert.deepEqual(await cache.zrange("z", 0, -1, { withScores: true }), [
      ["b", 1],
      ["a", 3],
    ]);
  },

  "zadd rejects contradictory options, and writes nothing": async ({ cache }) => {
    const one = [["a", 1]] as const;
    await rejects(() => cache.zadd("z", []), { ...ARGUMENT_ERROR, message: /member/ });
    await rejects(() => cache.zadd("z", new Map()), { ...ARGUMENT_ERROR, message: /member/ });
    await rejects(() => cache.zadd("z", one, { nx: true, xx: true }), { ...ARGUMENT_ERROR, message: /nx/ });
    await rejects(() => cache.zadd("z", one, { nx: true, gt: true }), { ...ARGUMENT_ERROR, message: /nx/ });
    await rejects(() => cache.zadd("z", one, { nx: true, lt: true }), { ...ARGUMENT_ERROR, message: /nx/ });
    await rejects(() => cache.zadd("z", one, { gt: true, lt: true }), { ...ARGUMENT_ERROR, message: /gt/ });
    const two = [
      ["a", 1],
      ["b", 2],
    ] as const;
    await rejects(() => cache.zadd("z", two, { incr: true }), { ...ARGUMENT_ERROR, message: /incr/ });
    assert.equal(await cache.has("z"), false);
  },

  "zadd with incr returns the new score, fractions too, or undefined if a condition prevented it": async ({
    cache,
  }) => {
    assert.equal(await cache.zadd("z", [["a", 1.5]], { incr: true }), 1.5);
    assert.equal(await cache.zadd("z", [["a", 5.25]], { incr: true }), 6.75);
    assert.equal(await cache.zadd("z", [["a", 1]], { incr: true, nx: true }), undefined);
    assert.equal(await cache.zadd("z", [["none", 1]], { incr: true, xx: true }), undefined);
    assert.equal(await cache.zadd("z", [["a", -1]], { incr: true, gt: true }), undefined);
    assert.equal(await cache.zscore("z", "a"), 6.75);
  },

  "scores are doubles, kept exactly, also negative and infinite ones": async ({ cache }) => {
    const scores = [
      Number.NEGATIVE_INFINITY,
      -1.5,
      0,
      5e-324,
      0.1,
      1 / 3,
      2 ** 53,
      1e300,
      Number.POSITIVE_INFINITY,
    ];
    await cache.zadd(
      "z",
      scores.map((score, index) => [`m${index}`, score] as const),
    );
    for (const [index, score] of scores.entries()) assert.equal(await cache.zscore("z", `m${index}`), score);
    const ranged = await cache.zrange("z", 0, -1, { withScores: true });
    assert.deepEqual(
      ranged.map(([, score]) => score),
      scores,
    );
  },

  "a score that is not a number is an error, and nothing is written": async ({ cache }) => {
    for (const wrong of [Number.NaN, "high", null, undefined, {}] as unknown as number[]) {
      const expected = { ...ARGUMENT_ERROR, message: /score|member|amount/ };
      await rejects(
        () =>
          cache.zadd("z", [
            ["a", 1],
            ["b", wrong],
          ]),
        expected,
        String(wrong),
      );
      await rejects(() => cache.zincrby("z", wrong, "a"), expected, String(wrong));
    }
    assert.equal(await cache.has("z"), false);
  },
};
