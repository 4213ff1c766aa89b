import { isDeepStrictEqual } from "node:util";
import vm from "node:vm";
import { MsgPackSerializer } from "@coffer/serializer-msgpack";
import { describe, expect, test } from "vitest";

const serializer = new MsgPackSerializer();

function hex(value: unknown): string {
  return serializer.dumps(value).toString("hex");
}

function trip(value: unknown): unknown {
  return serializer.loads(serializer.dumps(value));
}

class User {
  name = "Ada";
}

class Tags extends Array<string> {}
class Cells extends Map<string, number> {}
class Bytes extends Uint8Array {}

describe("plain values take the shortest form, like Python's", () => {
  test.each([
    [null, "c0"],
    [[true, false], "92c3c2"],
    [[0, 127, 128, 255, 256, 65_535, 65_536], "97007fcc80ccffcd0100cdffffce00010000"],
    [[-1, -32, -33, -128, -129, -32_768, -32_769], "97ffe0d0dfd080d1ff7fd18000d2ffff7fff"],
    [[2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32], "94ce7fffffffce80000000ceffffffffcf0000000100000000"],
    [[-(2 ** 31), -(2 ** 31) - 1, -(2 ** 32)], "93d280000000d3ffffffff7fffffffd3ffffffff00000000"],
    [[1_700_000_000_123], "91cf0000018bcfe5687b"],
    [[Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER], "92cf001fffffffffffffd3ffe0000000000001"],
    [[2 ** 53, 1.5, -0], "93cb4340000000000000cb3ff8000000000000cb8000000000000000"],
    [[Number.NaN, Number.NEGATIVE_INFINITY], "92cb7ff8000000000000cbfff0000000000000"],
    [{ b: 1, a: "é" }, "82a16201a161a2c3a9"],
    [Buffer.from("ab"), "c4026162"],
    ["x".repeat(31), `bf${"78".repeat(31)}`],
    ["x".repeat(32), `d920${"78".repeat(32)}`],
    ["é".repeat(16), `d920${"c3a9".repeat(16)}`],
    ["é".repeat(128), `da0100${"c3a9".repeat(128)}`],
    ["x".repeat(256), `da0100${"78".repeat(256)}`],
    ["x".repeat(65_536), `db00010000${"78".repeat(65_536)}`],
    ["日".repeat(21_846), `db00010002${"e697a5".repeat(21_846)}`],
    [new Array(16).fill(0), `dc0010${"00".repeat(16)}`],
    [new Array(65_536).fill(0), `dd00010000${"00".repeat(65_536)}`],
    [Buffer.alloc(256), `c50100${"00".repeat(256)}`],
  ])("%#", (value, form) => {
    expect(hex(value)).toBe(form);
    expect(trip(value)).toEqual(value);
  });

  test("objects of 16 and of 65,536 properties", () => {
    for (const [count, head] of [
      [16, "de0010"],
      [65_536, "df00010000"],
    ] as const) {
      const value = Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, n]));
      expect(hex(value).startsWith(head)).toBe(true);
      // Node compares so many properties in a fraction of the time that toEqual takes.
      expect(isDeepStrictEqual(trip(value), value)).toBe(true);
    }
  });
});

describe("other values are self-contained extensions", () => {
  test.each([
    [new Date(0), "d6ff00000000"],
    [new Date(1), "d7ff003d090000000000"],
    [new Date(-1), "c70cff3b8b87c0ffffffffffffffff"],
    [new Set([1]), "c7036d019101"],
    [new Map([["a", 1]]), "c7056d0092a16101"],
    [new Map(), "d56d0090"],
    [[5n, -129n], "92d44205d542ff7f"],
    [
      [2n ** 53n + 1n, 2n ** 64n - 1n, -(2n ** 63n)],
      "93cf0020000000000001cfffffffffffffffffd38000000000000000",
    ],
    [2n ** 53n, "c7074220000000000000"],
    [new Uint16Array([258]), "c703740402 01".replace(" ", "")],
    [new ArrayBuffer(1), "c702741000"],
  ])("%o", (value, form) => {
    expect(hex(value)).toBe(form);
    expect(trip(value)).toEqual(value);
  });

  test("of any length", () => {
    for (const length of [1, 2, 3, 4, 8, 15, 16, 17, 254, 255, 256, 65_534, 65_535, 70_000]) {
      const value = [
        new Set(["x".repeat(length)]),
        new Uint8Array(length),
        new Map([[length, "y".repeat(length)]]),
      ];
      expect(trip(value)).toEqual(value);
    }
  });

  test("a Buffer comes back as a Buffer, a Uint8Array as a Uint8Array, with separate memory", () => {
    const [buffer, array] = trip([Buffer.from("a"), new Uint8Array([1])]) as [Buffer, Uint8Array];
    expect(Buffer.isBuffer(buffer)).toBe(true);
    expect(Buffer.isBuffer(array)).toBe(false);
    expect(array.buffer.byteLength).toBe(1);
  });
});

describe("no value is bare digits", () => {
  const DIGITS = /^-?\d+$/;

  test("a value of more than a byte does not begin with a digit, and the ten that would be one digit are longer", () => {
    for (let number = -40; number < 300; number++) {
      expect(serializer.dumps(number).toString("latin1")).not.toMatch(DIGITS);
      expect(trip(number)).toBe(number);
    }
    expect(["0".charCodeAt(0), "9".charCodeAt(0)].map(hex)).toEqual(["cc30", "cc39"]);
    // Within a container they have the shortest form.
    expect(hex([48])).toBe("9130");
    for (const value of [
      "",
      "5",
      "123",
      [],
      {},
      [5],
      1.5,
      2 ** 60,
      5n,
      null,
      Buffer.from("12"),
      new Set([53]),
    ]) {
      const [first = 0, ...more] = serializer.dumps(value);
      expect(more.length === 0 || first >= 0x80).toBe(true);
      expect([first, ...more].every((byte) => byte >= 0x30 && byte <= 0x39)).toBe(false);
    }
  });
});

describe("various values", () => {
  test("properties whose value is undefined are left out", () => {
    expect(hex({ a: undefined, b: 1 })).toBe("81a16201");
    const value = Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`k${n}`, n % 2 ? undefined : n]));
    expect(trip({ value, after: 1 })).toEqual(JSON.parse(JSON.stringify({ value, after: 1 })));
    const most = Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`k${n}`, n || undefined]));
    expect(trip([most, 1])).toEqual(JSON.parse(JSON.stringify([most, 1])));
  });

  test("objects without a prototype and of another realm are ordinary objects", () => {
    expect(trip(Object.assign(Object.create(null), { a: 1 }))).toEqual({ a: 1 });
    const foreign = vm.runInNewContext(
      "[{ a: [1] }, new Map([[1, new Date(5)]]), new Set([2]), new Uint8Array([3]), new ArrayBuffer(1)]",
    );
    expect(trip(foreign)).toEqual([
      { a: [1] },
      new Map([[1, new Date(5)]]),
      new Set([2]),
      new Uint8Array([3]),
      new ArrayBuffer(1),
    ]);
  });

  test("properties that a library added to Object.prototype are ignored", () => {
    Object.defineProperty(Object.prototype, "extend", {
      value: () => {},
      enumerable: true,
      configurable: true,
      writable: true,
    });
    try {
      expect(hex({ a: 1 })).toBe("81a16101");
    } finally {
      Reflect.deleteProperty(Object.prototype, "extend");
    }
  });

  test("the same object in two places is not a cycle", () => {
    const shared = { a: 1 };
    expect(trip([shared, shared])).toEqual([shared, shared]);
  });

  test("a getter may store a value itself", () => {
    const value = {
      before: 1,
      get inner() {
        return serializer.dumps({ other: "x".repeat(100) }).length;
      },
      after: 2,
    };
    expect(trip(value)).toEqual({ before: 1, inner: 109, after: 2 });
  });

  test("500 levels are allowed", () => {
    let value: unknown = "deep";
    for (let level = 0; level < 500; level++) value = [value];
    expect(trip(value)).toEqual(value);
    expect(() => serializer.dumps([value])).toThrow(
      /^value[[\]0]+\.\.\. is nested more than 500 levels deep: flatten it$/,
    );
  });

  test("large values one after the other", () => {
    for (const length of [10, 3_000_000, 10, 100_000]) {
      const value = { text: "ü".repeat(length), list: [length] };
      expect(trip(value)).toEqual(value);
    }
  });
});

describe("a value that would not come back equal is rejected, with its path, its type and what to do", () => {
  test.each([
    [{ items: [0, { run: () => 1 }] }, "value.items[1].run is a function: leave it out"],
    [[Symbol("a")], "value[0] is a symbol: leave it out"],
    [[1, undefined], "value[1] is undefined, which MessagePack has no word for: store null"],
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
    [[1, , 3], "value[1] is a hole: store null"],
    [undefined, "value is undefined"],
    [{ "a b": /a/ }, 'value["a b"] is a RegExp: store regexp.source'],
    [
      { found: /(?<id>\d)/.exec("7") },
      "value.found.index is a property of an array besides its items: store an object, such as { items: [...array], index: ... }",
    ],
    [JSON.parse('{"a":{"__proto__":1}}'), "value.a has a property named __proto__: give it another name"],
    [new URL("http://a"), "value is an instance of URL: store its toJSON()"],
    [
      [Object.assign(new Map(), { total: 2 })],
      "value[0] is a Map with a property of its own, total: store an object, such as { value: it, total: ... }",
    ],
    [[Object.assign(new Set(), { a: 1 })], "value[0] is a Set with a property of its own, a: store"],
    [[Object.assign(new Date(0), { a: 1 })], "value[0] is a Date with a property of its own, a: store"],
    [
      [Object.assign(new ArrayBuffer(1), { "a b": 1 })],
      'value[0] is an ArrayBuffer with a property of its own, "a b": store',
    ],
    [
      [Object.assign(new DataView(new ArrayBuffer(1)), { a: 1 })],
      "value[0] is a DataView with a property of its own",
    ],
    [{ user: new User() }, "value.user is an instance of User: store a plain object"],
    [Object.create({ a: 1 }), "value is an instance of Object: store a plain object"],
    [new Tags("a", "b"), "value is an array of the class Tags: store [...array]"],
    [[new Cells()], "value[0] is a Map of the class Cells: store new Map(it)"],
    [[new Bytes(1)], "value[0] is binary data of the class Bytes: store a Buffer of it"],
    [[new SharedArrayBuffer(1)], "value[0] is binary data of the class SharedArrayBuffer"],
    [[new Uint8Array(new SharedArrayBuffer(1))], "value[0] is binary data of the class Uint8Array"],
    [[new Date(Number.NaN)], "value[0] is an invalid Date: store null"],
    [new Number(1), "value is a Number object: store its valueOf()"],
    [[new TypeError("x")], "value[0] is an error (TypeError): store its message"],
    [{ p: Promise.resolve() }, "value.p is a Promise: await it first"],
    [["\ud800"], "value[0] has a lone surrogate"],
    [`${"é".repeat(100)}\udc00`, "value has a lone surrogate"],
    [{ a: { "\ud800": 1 } }, 'value.a["\\ud800"] is under a name that has a lone surrogate'],
    [new Map([["k", { f() {} }]]), 'value.get("k").f is a function'],
    [new Map([[5n, [() => 1]]]), "value.get(5n)[0] is a function"],
    [
      new Map([
        [{}, 1],
        [{ a: undefined }, () => 1],
      ] as [object, unknown][]),
      "value.values()[1] is a function",
    ],
    [new Map([[new User(), 1]]), "value.keys()[0] is an instance of User"],
    [{ s: new Set([1, [() => 1]]) }, "value.s.values()[1][0] is a function"],
    [new Set([undefined]), "value.values()[0] is undefined"],
    [vm.runInNewContext("class Point {}; ({ at: new Point() })"), "value.at is an instance of Point"],
  ])("%#", (value, message) => {
    expect(() => serializer.dumps(value)).toThrow(message);
    // The next one is not affected.
    expect(hex([1])).toBe("9101");
  });

  test("an object that contains itself is reported with its cycle", () => {
    const parent: { children: unknown[] } = { children: [] };
    parent.children.push(new Map([["up", { parent }]]));
    expect(() => serializer.dumps({ tree: parent })).toThrow(
      'value.tree contains itself (as value.tree.children[0].get("up").parent): leave the way back out',
    );
    const set = new Set<unknown>();
    set.add(set);
    expect(() => serializer.dumps(set)).toThrow("value contains itself (as value.values()[0])");
  });

  test("100,000 levels and branching cycles are rejected at once", () => {
    let deep: unknown = [];
    for (let level = 0; level < 100_000; level++) deep = { deep };
    expect(() => serializer.dumps(deep)).toThrow("nested more than 500 levels deep");
    const twice: Record<string, unknown> = {};
    Object.assign(twice, { a: twice, b: twice });
    expect(() => serializer.dumps(twice)).toThrow("value contains itself (as value.a)");
  });
});
