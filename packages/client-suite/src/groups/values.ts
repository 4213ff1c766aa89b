import assert from "node:assert/strict";
import { type Cases, rejects } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  1.5,
  -0.1,
  1e300,
  5e-324,
  "",
  "text",
  " 12 ",
  "ümlaut, 日本語, 😀",
  'quotes " and \\ and \n',
  [],
  [1, "1", true, null, 1.5],
  {},
  { a: { b: [{ c: "d" }] }, "key with blanks": 1, "": 2 },
  [[[[]]]],
];

export const values: Cases<ClientContext> = {
  "values come back equal, alone and in batches": async ({ cache }) => {
    for (const value of VALUES) {
      assert.equal(await cache.set("k", value), true);
      assert.deepEqual(await cache.get("k"), value);
    }
    const named = new Map(VALUES.map((value, index) => [`k${index}`, value]));
    assert.deepEqual(await cache.setMany(named), []);
    assert.deepEqual(await cache.getMany(named.keys()), named);
    const together = await Promise.all([...named.keys()].map((key) => cache.get(key)));
    assert.deepEqual(together, VALUES);
  },

  "a large value comes back equal": async ({ cache }) => {
    const large = {
      // Just more than a mebibyte, which is the largest limit that a client has.
      text: "0123456789".repeat(110_000),
      list: Array.from({ length: 10_000 }, (_, i) => `n${i}`),
    };
    await cache.set("k", large);
    assert.deepEqual(await cache.get("k"), large);
    assert.deepEqual([...(await cache.getMany(["k", "none"])).values()], [large]);
  },

  "a stored null is a hit and not a missing key": async ({ cache }) => {
    await cache.set("k", null);
    assert.equal(await cache.get("k", "fallback"), null);
    assert.equal(await cache.has("k"), true);
    assert.deepEqual([...(await cache.getMany(["k", "none"]))], [["k", null]]);
    assert.equal(await cache.add("k", 1), false);
    assert.equal(await cache.get("k"), null);
  },

  "a missing key is undefined, or the fallback": async ({ cache }) => {
    assert.equal(await cache.get("none"), undefined);
    assert.equal(await cache.get("none", "fallback"), "fallback");
    assert.equal(await cache.get("none", null), null);
    const fallback = { same: true };
    assert.equal(await cache.get("none", fallback), fallback);
    await cache.set("k", 0);
    assert.equal(await cache.get("k", "fallback"), 0);
  },

  "each caller gets its own copy of a value, however many read it at once": async ({ cache }) => {
    await cache.set("k", { list: [1] });
    const [first, second] = await Promise.all([
      cache.get<{ list: number[] }>("k"),
      cache.get<{ list: number[] }>("k"),
    ]);
    first?.list.push(2);
    assert.deepEqual(second, { list: [1] });
    assert.deepEqual(await cache.get("k"), { list: [1] });
  },

  "a value that is mutated after the call is stored as it was at the call": async ({ cache }) => {
    const value = { n: 1 };
    const written = cache.set("k", value);
    value.n = 2;
    await written;
    assert.deepEqual(await cache.get("k"), { n: 1 });
  },

  "undefined is not a value, and is an error before anything is written": async ({ cache }) => {
    await cache.set("k", 1);
    await rejects(() => cache.set("k", undefined), { name: "TypeError", message: /value/ });
    await rejects(() => cache.add("new", undefined), { name: "TypeError", message: /value/ });
    await rejects(() => cache.setMany({ k: 2, new: undefined }), { name: "TypeError", message: /value/ });
    assert.deepEqual([...(await cache.getMany(["k", "new"]))], [["k", 1]]);
  },

  "an unserializable value is an error, and nothing is written": async ({ cache }) => {
    const refused = () => 1;
    const error = { name: "SerializerError", code: "ERR_ENCODE" };
    await cache.set("k", 1);
    await rejects(() => cache.set("k", refused), error);
    await rejects(() => cache.set("k", { deep: [refused] }), error);
    await rejects(() => cache.add("new", refused), error);
    await rejects(() => cache.getOrSet("new", () => refused), error);
    await rejects(() => cache.sadd("set", 1, refused), error);
    await rejects(
      () =>
        cache.zadd("scores", [
          ["m", 1],
          [refused, 2],
        ]),
      error,
    );
    await rejects(() => cache.hset("hash", "field", refused), error);
    assert.deepEqual(await cache.keys("*"), ["k"]);
    assert.equal(await cache.get("k"), 1);
  },

  "another Redis type is a miss, also next to ordinary keys": async ({ cache }) => {
    await cache.sadd("set", "x");
    await cache.hset("hash", "f", "x");
    await cache.zadd("scores", [["m", 1]]);
    await cache.set("k", 1);
    for (const key of ["set", "hash", "scores"]) {
      assert.equal(await cache.get(key), undefined);
      assert.equal(await cache.get(key, "fallback"), "fallback");
      assert.deepEqual(await Promise.all([cache.get("k"), cache.get(key, 5), cache.get("k")]), [1, 5, 1]);
      assert.deepEqual([...(await cache.getMany([key, "k"]))], [["k", 1]]);
    }
  },
};
