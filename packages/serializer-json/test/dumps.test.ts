import vm from "node:vm";
import { JsonSerializer } from "@coffer/serializer-json";
import { describe, expect, test } from "vitest";

const serializer = new JsonSerializer();

/** The value after it was stored and read. */
function trip(value: unknown): unknown {
  return serializer.loads(Buffer.from(serializer.dumps(value)));
}

class User {
  name = "Ada";
}

class Tags extends Array<string> {}

describe("values", () => {
  test.each([
    [
      { id: 1, name: "Zoë", tags: ["a"], none: null, ok: true },
      '{"id":1,"name":"Zoë","tags":["a"],"none":null,"ok":true}',
    ],
    [["a", ["b"], {}], '["a",["b"],{}]'],
    ["12", '"12"'],
    [null, "null"],
    [false, "false"],
  ])("%j becomes compact JSON text", (value, text) => {
    expect(serializer.dumps(value)).toBe(text);
    expect(trip(value)).toEqual(value);
  });

  test.each([
    [1.5, "1.5"],
    [1e20, "1e+20"],
    [2 ** 53, "9007199254740992.0"],
    [-(2 ** 53), "-9007199254740992.0"],
    [-0, "-0.0"],
    [0.00001, "1e-05"],
    [5e-324, "5e-324"],
    [Number.MAX_VALUE, "1.7976931348623157e+308"],
    [7, "7.0"],
  ])("the number %d takes Python's float form, never digits alone", (number, text) => {
    expect(serializer.dumps(number)).toBe(text);
    expect(serializer.dumpsMember(number)).toBe(text);
    expect(trip(number)).toBe(number);
  });

  test("-0 within a value comes back as -0", () => {
    expect(trip({ a: [-0, 1, "é"] })).toEqual({ a: [-0, 1, "é"] });
  });

  test("properties whose value is undefined are left out", () => {
    expect(serializer.dumps({ a: undefined, b: 1 })).toBe('{"b":1}');
    expect(serializer.dumpsMember({ a: undefined, b: 1 })).toBe('{"b": 1}');
  });

  test("lone surrogates come back equal, in values and in keys", () => {
    const value = { "\udc00": ["\ud800", "a\ud83d", "\ude00\ud83d"] };
    expect(trip(value)).toEqual(value);
  });

  test("objects without a prototype and objects of another realm are ordinary objects", () => {
    expect(trip(Object.assign(Object.create(null), { a: 1 }))).toEqual({ a: 1 });
    expect(serializer.dumps(vm.runInNewContext("({ a: [1, { b: [] }] })"))).toBe('{"a":[1,{"b":[]}]}');
  });

  test("properties that a library added to Object.prototype are ignored", () => {
    Object.defineProperty(Object.prototype, "extend", {
      value: () => {},
      enumerable: true,
      configurable: true,
    });
    let texts: string[];
    try {
      texts = [serializer.dumps({ a: 1 }), serializer.dumpsMember({ a: 1 })];
    } finally {
      Reflect.deleteProperty(Object.prototype, "extend");
    }
    expect(texts).toEqual(['{"a":1}', '{"a": 1}']);
  });

  test("the same object in two places is not a cycle", () => {
    const shared = { a: 1 };
    expect(trip([shared, shared])).toEqual([shared, shared]);
  });

  test("500 levels are allowed, and Python's parser can read them", () => {
    let value: unknown = "deep";
    for (let level = 0; level < 500; level++) value = [value];
    expect(trip(value)).toEqual(value);
    expect(() => serializer.dumps([value])).toThrow(
      /^value(\[0\])+.* is nested more than 500 levels deep: flatten it$/,
    );
  });
});

describe("a value that would not come back equal is rejected, with its path, its type and what to do", () => {
  test.each([
    [
      { items: [0, { created: new Date(0) }] },
      "value.items[1].created is a Date: store date.toISOString(), or use a serializer that keeps it, such as @coffer/serializer-msgpack",
    ],
    [new Map(), "value is a Map: store [...map]"],
    [{ tags: new Set() }, "value.tags is a Set: store [...set]"],
    [[1n], "value[0] is a BigInt: store its text"],
    [{ "a b": Buffer.from("x") }, 'value["a b"] is a Buffer: store buffer.toString("base64")'],
    [[new Float64Array(1)], "value[0] is binary data (Float64Array): store it in base64"],
    [[new ArrayBuffer(1)], "value[0] is binary data (ArrayBuffer): store it in base64"],
    [/a/, "value is a RegExp: store regexp.source"],
    [{ user: new User() }, "value.user is an instance of User: store a plain object"],
    [Object.create({ a: 1 }), "value is an instance of Object: store a plain object"],
    [new Tags("a", "b"), "value is an array of the class Tags: store [...array]"],
    [new Number(1), "value is a Number object: store its valueOf()"],
    [[new TypeError("x")], "value[0] is an error (TypeError): store its message"],
    [{ p: Promise.resolve() }, "value.p is a Promise: await it first"],
    [{ toJSON: () => 1 }, "value.toJSON is a function: leave it out"],
    [[Symbol("a")], "value[0] is a symbol: leave it out"],
    [{ a: { b: Number.NaN } }, "value.a.b is NaN, which JSON has no word for: store null"],
    [Number.NEGATIVE_INFINITY, "value is -Infinity, which JSON has no word for: store null"],
    [[1, undefined], "value[1] is undefined, which JSON has no word for: store null"],
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
    [[1, , 3], "value[1] is a hole: store null"],
    [undefined, "value is undefined"],
    [
      { found: /(?<id>\d)/.exec("7") },
      "value.found.index is a property of an array besides its items: store an object, such as { items: [...array], index: ... }",
    ],
    [
      [Object.assign([1, 2], { total: 40 })],
      "value[0].total is a property of an array besides its items: store an object, such as { items: [...array], total: ... }",
    ],
    [new URL("http://a"), "value is an instance of URL: store its toJSON()"],
    [vm.runInNewContext("[new Date()]"), "value[0] is a Date"],
    [vm.runInNewContext("class Point {}; ({ at: new Point() })"), "value.at is an instance of Point"],
  ])("%o", (value, message) => {
    expect(() => serializer.dumps(value)).toThrow(message);
    expect(() => serializer.dumpsMember(value)).toThrow(message);
  });

  test("an object that contains itself is reported with its cycle", () => {
    const parent: { children: object[] } = { children: [] };
    parent.children.push({ parent });
    const message = "value.tree contains itself (as value.tree.children[0].parent): leave the way back out";
    expect(() => serializer.dumps({ tree: parent })).toThrow(message);
    expect(() => serializer.dumpsMember({ tree: parent })).toThrow(message);
  });

  test("100,000 levels and branching cycles are rejected at once", () => {
    let deep: unknown = [];
    for (let level = 0; level < 100_000; level++) deep = { deep };
    expect(() => serializer.dumps(deep)).toThrow("nested more than 500 levels deep");

    const twice: Record<string, unknown> = {};
    Object.assign(twice, { date: new Date(0), a: twice, b: twice });
    expect(() => serializer.dumps({ z: 1, twice })).toThrow("value.twice.date is a Date");
    expect(() => serializer.dumps({ date: undefined, twice: twice.a })).toThrow("value.twice.date is a Date");
    delete twice.date;
    expect(() => serializer.dumps(twice)).toThrow("value contains itself (as value.a)");
  });
});
