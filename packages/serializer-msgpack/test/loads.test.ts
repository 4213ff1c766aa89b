import { MsgPackSerializer } from "@coffer/serializer-msgpack";
import { describe, expect, test } from "vitest";

const serializer = new MsgPackSerializer();

function loads(hex: string): unknown {
  return serializer.loads(Buffer.from(hex.replaceAll(" ", ""), "hex"));
}

describe("the output of other writers is read", () => {
  test.each([
    ["a float of 32 bits", "ca3fc00000", 1.5],
    [
      "integers in longer forms than need be",
      "96 cc05 cd0005 ce00000005 cf0000000000000005 d0ff d3ffffffffffffffff",
      [5, 5, 5, 5, -1, -1],
    ],
    [
      "integers beyond 2^53",
      "93 cf0020000000000001 d3ffdfffffffffffff cf001fffffffffffff",
      [9007199254740993n, -9007199254740993n, 9007199254740991],
    ],
    ["texts in longer forms than need be", "93 d90161 da000161 db0000000161", ["a", "a", "a"]],
    ["a timestamp with nanoseconds, which a Date does not have", "d7ff 00000f9c 00000001", new Date(1000)],
    ["a timestamp of 12 bytes that 4 could hold", "c70cff 00000000 0000000000000001", new Date(1000)],
    ["an extension in a longer form than need be", "c9 00000003 6d 01 9101", new Set([1])],
    ["a bigint in a longer form than need be", "d54200ff", 255n],
    ["the replacement character itself", "a3efbfbd", "\ufffd"],
  ])("%s", (_name, hex, value) => {
    expect(loads(hex)).toEqual(value);
  });

  test("keys that are not strings are read as strings, as in JSON", () => {
    expect(loads("83 01 a161 c0 a162 c3 a163")).toEqual({ 1: "a", null: "b", true: "c" });
    expect(() => loads("81 9101 04")).toThrow("Invalid property type");
  });

  test("the last of duplicate keys counts, as in Python", () => {
    expect(loads("82 a161 01 a161 02")).toEqual({ a: 2 });
  });

  test("a Map keeps its order, also for keys that look like indices", () => {
    const map = new Map([
      ["10", 1],
      ["9", 2],
    ]);
    expect([...(serializer.loads(serializer.dumps(map)) as Map<string, number>).keys()]).toEqual(["10", "9"]);
  });

  test("keys that differ in one character, and non-ASCII keys, are distinguished", () => {
    for (let round = 0; round < 2; round++) {
      const value = Object.fromEntries(
        Array.from({ length: 5000 }, (_, n) => [`${n % 3 ? "k" : "é"}${n}`, n]),
      );
      expect(serializer.loads(serializer.dumps(value))).toEqual(value);
    }
  });
});

test("__proto__ is data, under the name __proto_, at any length and place", () => {
  for (const hex of [
    "81 a95f5f70726f746f5f5f 81 a561646d696e c3",
    "81 d9095f5f70726f746f5f5f 81 a561646d696e c3",
    "82 a95f5f70726f746f5f5f 81 a561646d696e c3 a95f5f70726f746f5f5f 81 a561646d696e c3",
  ]) {
    const value = loads(hex) as object;
    expect(value).toEqual({ __proto_: { admin: true } });
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(value).not.toHaveProperty("admin");
  }
});

test("bytes that are not UTF-8 are read as the replacement character", () => {
  expect(loads("a2 c328")).toBe("\ufffd(");
});

describe("anything but one msgpack value is an error", () => {
  test.each([
    ["empty bytes", ""],
    ["a byte after the value", "c0 c0"],
    ["a text that is cut off", "a3 6161"],
    ["a key that is missing", "81"],
    ["a key that is cut off", "81 a36161"],
    ["a value that is missing", "81 a161"],
    ["a number that is cut off", "cb 0000"],
    ["a length that is cut off", "dd 0000"],
    ["an unknown extension", "d4 05 00"],
    ["the undefined of msgpackr", "d4 00 00"],
    ["records of msgpackr, which would generate code", "d4 72 40 91 a161 01"],
    ["more records of msgpackr", "92 d4 72 40 91 a161 01 40"],
    ["records with numbers of two bytes", "d5 72 40 01 91 a161 01"],
    ["references of msgpackr", "92 d6 69 00000001 90 d6 70 00000001"],
    ["an extension without its type", "d4"],
    ["a BigInt of no bytes", "c70042"],
    ["an invalid Map", "d56d0080"],
    ["a Map with half an entry", "c7036d009101"],
    ["a collection of an unknown kind", "d56d0790"],
    ["a collection without content", "d46d00"],
    ["binary data of an unknown kind", "d574 0b00"],
    ["half of a number", "c70474 08000000"],
    ["pickle", "80049524"],
  ])("%s", (_name, hex) => {
    expect(() => loads(hex)).toThrow(SyntaxError);
  });

  test("no message shows stored data", () => {
    expect(() => loads("a6736563726574 c0")).toThrow(/^there are bytes after the value$/);
  });
});

describe("announced lengths are not trusted", () => {
  test.each(["c6", "c9", "db", "dd", "df"])("4 GB of %s take neither memory nor time", (code) => {
    const before = process.memoryUsage().rss;
    const data = Buffer.concat([Buffer.from(`${code}ffffffff`, "hex"), Buffer.alloc(1000, 0x73)]);
    const nested = Buffer.alloc(50_000, Buffer.from("dd0000c000", "hex"));
    for (let round = 0; round < 20; round++) {
      expect(() => serializer.loads(data)).toThrow(SyntaxError);
      expect(() => serializer.loads(nested)).toThrow(SyntaxError);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  test.each([
    ["lists", "91"],
    ["objects", "81a161"],
    ["keys", "81"],
    ["Sets", "c9000e00006d0191"],
  ])("a million nested %s are an error", (_name, hex) => {
    const data = Buffer.alloc(1_000_000, Buffer.from(hex, "hex"));
    expect(() => serializer.loads(data)).toThrow(SyntaxError);
  });

  test("as many levels as Python writes are read", () => {
    expect(() => loads(`${"91".repeat(511)}c0`)).not.toThrow();
    expect(() => loads(`${"91".repeat(1024)}c0`)).not.toThrow();
  });

  test("a bigint of a megabyte is read quickly", () => {
    const data = Buffer.concat([Buffer.from("c90010000042", "hex"), Buffer.alloc(0x100000, 0x7f)]);
    expect(typeof serializer.loads(data)).toBe("bigint");
  });

  test.each([
    ["nulls", "c0"],
    ["empty arrays", "90"],
    ["empty objects", "80"],
    ["empty Maps", "d56d0090"],
  ])("%s that would take far more memory than bytes are rejected", (_name, hex) => {
    const small = new MsgPackSerializer({ MAX_VALUE_BYTES: 2 ** 20 });
    const items = Buffer.from(hex, "hex");
    const count = Math.ceil(2 ** 21 / items.length);
    const head = Buffer.of(0xdd, 0, 0, 0, 0);
    head.writeUInt32BE(count, 1);
    const data = Buffer.concat([head, Buffer.alloc(count * items.length, items)]);
    expect(() => small.loads(data)).toThrow("it would take more than 8388608 bytes of memory");
  });

  test("everything that can be written can be read", () => {
    // The least that is checked at all.
    const small = new MsgPackSerializer({ MAX_VALUE_BYTES: 2 ** 16 });
    const most = new Array(2 ** 16 - 100).fill(0);
    expect(small.loads(small.dumps(most))).toEqual(most);
    expect(() => small.dumps(new Array(2 ** 17).fill(0))).toThrow("bytes of memory");
  });
});
