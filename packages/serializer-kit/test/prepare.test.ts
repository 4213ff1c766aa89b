import vm from "node:vm";
import { describe as describeValue, prepare, Refused, type Rules } from "@coffer/serializer-kit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const refuseAll: Rules = {
  keepsNumber: Number.isFinite,
  special(value) {
    throw new Refused(describeValue(value, "this format"));
  },
};
const datesAsText: Rules = {
  ...refuseAll,
  special: (value, visit) =>
    value instanceof Date ? visit({ at: value.getTime() }) : refuseAll.special(value, visit),
};

describe("a plain value", () => {
  test("is returned unchanged, without a copy", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(prepare(value, refuseAll)).toBe(value);
      }),
    );
  });

  test("may be of another realm, or without a prototype", () => {
    const value = vm.runInNewContext("({ list: [{ a: 1 }], none: Object.create(null) })");
    expect(prepare(value, refuseAll)).toBe(value);
  });
});

describe("a replaced value", () => {
  const at = new Date(5);

  test("is replaced in a copy, at any depth, and the caller's value does not change", () => {
    const value = { a: [1, { at }], b: { c: 1 }, d: undefined };
    const before = structuredClone(value);
    const prepared = prepare(value, datesAsText) as typeof value;
    expect(prepared).toEqual({ a: [1, { at: { at: 5 } }], b: { c: 1 }, d: undefined });
    expect(value).toEqual(before);
    expect(prepared.b).toBe(value.b);
  });

  test("may be under a name that would set the prototype", () => {
    const value = JSON.parse('{"__proto__":{"x":1}}');
    value.at = at;
    const prepared = prepare(value, datesAsText) as object;
    expect(Object.keys(prepared)).toEqual(["__proto__", "at"]);
    expect(Object.getPrototypeOf(prepared)).toBe(Object.prototype);
  });
});

describe("a rejected value is named by its path", () => {
  const found = /(?<id>\d)/.exec("a7");
  test.each([
    [{ a: [{ "b c": () => 1 }] }, 'value.a[0]["b c"] is a function: leave it out'],
    [[undefined], "value[0] is undefined, which this format has no word for: store null"],
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
    [[1, , 2], "value[1] is a hole: store null"],
    [{ found }, "value.found.index is a property of an array besides its items"],
    [
      { rows: Object.assign([{ id: 1 }], { "total count": 1 }) },
      'value.rows["total count"] is a property of an array besides its items: store an object, such as { items: [...array], "total count": ... }',
    ],
    [{ at: new URL("http://a") }, "value.at is an instance of URL: store its toJSON()"],
    [{ n: Number.NaN }, "value.n is NaN, which this format has no word for: store null"],
    [Object(Symbol("a")), "value is a Symbol object: leave it out"],
  ])("%#", (value, message) => {
    expect(() => prepare(value, refuseAll)).toThrow(message);
    expect(() => prepare(value, refuseAll)).toThrow(TypeError);
  });

  test("also within a replacement", () => {
    const wraps: Rules = {
      ...refuseAll,
      special: (value, visit) =>
        value instanceof Map
          ? [...value].map(([key, item], place) => [key, visit(item, place)])
          : refuseAll.special(value, visit),
    };
    expect(() => prepare({ m: new Map([["k", [() => 1]]]) }, wraps)).toThrow(
      'value.m.get("k")[0] is a function',
    );
  });

  test("an object that contains itself is named by its cycle, wherever that branches", () => {
    const loop: Record<string, unknown> = {};
    Object.assign(loop, { a: { loop }, b: loop });
    expect(() => prepare({ loop }, refuseAll)).toThrow(
      "value.loop contains itself (as value.loop.a.loop): leave the way back out",
    );
    expect(prepare(loop, { ...refuseAll, keepsCycles: true })).toBe(loop);
  });

  test("more than 500 levels", () => {
    let deep: unknown = 1;
    for (let level = 0; level < 500; level++) deep = [deep];
    expect(prepare(deep, refuseAll)).toBe(deep);
    expect(() => prepare([deep], refuseAll)).toThrow("is nested more than 500 levels deep: flatten it");
  });
});

test("an error of a getter or a rule is rethrown", () => {
  const failure = new Error("mine");
  const value = {
    get x() {
      throw failure;
    },
  };
  expect(() => prepare(value, refuseAll)).toThrow(failure);
});
