import assert from "node:assert/strict";
import type { Cache } from "@coffer/cache-core";
import { type Cases, needing, random } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

const OPERATIONS = 2000;
const KEYS = 150;

export const load: Cases<ClientContext> = {
  "2,000 concurrent mixed operations lose nothing and keep their order for each key": async ({ cache }) => {
    const next = random(1);
    const model = new Map<string, unknown>();
    const expected: unknown[] = [];
    const answers: Promise<unknown>[] = [];
    for (let n = 0; n < OPERATIONS; n++) {
      const key = `k${next(KEYS)}`;
      const [answer, foreseen] = operate(cache, model, { kind: next(8), key, n, other: `k${next(KEYS)}` });
      answers.push(answer);
      expected.push(foreseen);
    }
    assert.deepEqual(await Promise.all(answers), expected);
    assert.deepEqual(
      new Map([...(await cache.getMany([...model.keys()].sort()))]),
      new Map([...model].sort()),
    );
    assert.equal((await cache.keys("*")).length, model.size);
  },

  "2,000 concurrent increments of 20 counters from two caches lose none": needing(
    "counters",
    async ({ cache, create }) => {
      const other = await create();
      const counters = Array.from({ length: 20 }, (_, n) => `c${n}`);
      await cache.setMany(Object.fromEntries(counters.map((name) => [name, 0])));
      await Promise.all(
        Array.from({ length: 2000 }, (_, n) => (n % 2 ? cache : other).incr(counters[n % 20] as string)),
      );
      assert.deepEqual([...(await cache.getMany(counters)).values()], Array(20).fill(100));
    },
  ),

  "2,000 members and fields written concurrently are all stored": async ({ cache }) => {
    await Promise.all(
      Array.from({ length: 2000 }, (_, n) =>
        n % 2 ? cache.sadd("set", `m${n}`) : cache.hset("hash", `f${n}`, { n }),
      ),
    );
    assert.equal(await cache.scard("set"), 1000);
    const fields = await cache.hgetall<{ n: number }>("hash");
    assert.equal(fields.size, 1000);
    for (const [field, { n }] of fields) assert.equal(field, `f${n}`);
  },

  "large values between small ones are not damaged": async ({ cache }) => {
    const large = (n: number) => `${n}`.repeat(300_000 / `${n}`.length);
    await Promise.all(Array.from({ length: 60 }, (_, n) => cache.set(`k${n}`, n % 6 ? { n } : large(n))));
    const found = await Promise.all(Array.from({ length: 60 }, (_, n) => cache.get(`k${n}`)));
    for (const [n, value] of found.entries()) assert.deepEqual(value, n % 6 ? { n } : large(n));
  },
};

interface Operation {
  readonly kind: number;
  readonly key: string;
  readonly other: string;
  readonly n: number;
}

/** Starts one operation, and computes the expected answer by applying it to the model. */
function operate(
  cache: Cache,
  model: Map<string, unknown>,
  operation: Operation,
): [Promise<unknown>, unknown] {
  const { kind, key, other, n } = operation;
  const had = model.has(key);
  switch (kind) {
    case 0:
      model.set(key, { n });
      return [cache.set(key, { n }), true];
    case 1:
      if (!had) model.set(key, n);
      return [cache.add(key, n), !had];
    case 2:
      if (had) model.set(key, `x${n}`);
      return [cache.set(key, `x${n}`, { xx: true }), had];
    case 3:
      model.delete(key);
      return [cache.delete(key), had];
    case 4:
      return [cache.has(key), had];
    case 5: {
      const found = new Map(
        [key, other].filter((each) => model.has(each)).map((each) => [each, model.get(each)]),
      );
      return [cache.getMany([key, other]), found];
    }
    case 6:
      model.set(key, n).set(other, null);
      return [
        cache.setMany([
          [key, n],
          [other, null],
        ]),
        [],
      ];
    default:
      return [cache.get(key, "missing"), had ? model.get(key) : "missing"];
  }
}
