import { MsgPackSerializer } from "@coffer/serializer-msgpack";
import { describe, expect, test } from "vitest";

const serializer = new MsgPackSerializer();

function loads(hex: string): unknown {
  return serializer.loads(Buffer.from(hex.replaceAll(" ", ""), "hex"));
}

describe("what others write is read", () => {
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
    ["an extension in a longer form than need be", "c9 00000002 73 9101", new Set([1])],
    ["a bigint in a longer form than need be", "d54200ff", 255n],
    ["the replacement character itself", "a3efbfbd", "\ufffd"],
  ])("%s", (_name, hex, value) => {
    expect(loads(hex)).toEqual(value);
  });

  test("a map with keys that are not text is a Map, which loses none of them (row 47)", () => {
    expect(loads("82 01 a161 02 a162")).toEqual(
      new Map([
        [1, "a"],
        [2, "b"],
      ]),
    );
    expect(loads("84 a131 01 01 02 c0 03 9101 04")).toEqual(
      new Map<unknown, unknown>([
        ["1", 1],
        [1, 2],
        [null, 3],
        [[1], 4],
      ]),
    );
    expect(loads("81 a161 81 c3 00")).toEqual({ a: new Map([[true, 0]]) });
  });

  test("of a key that comes twice the last one counts, as in Python", () => {
    expect(loads("82 a161 01 a161 02")).toEqual({ a: 2 });
  });

  test("a Map keeps its order, also of keys that look like indices", () => {
    const map = new Map([
      ["10", 1],
      ["9", 2],
    ]);
    expect([...(serializer.loads(serializer.dumps(map)) as Map<string, number>).keys()]).toEqual(["10", "9"]);
  });

  test("keys that differ in one character, and keys beyond ASCII, are told apart", () => {
    for (let round = 0; round < 2; round++) {
      const value = Object.fromEntries(
        Array.from({ length: 5000 }, (_, n) => [`${n % 3 ? "k" : "é"}${n}`, n]),
      );
      expect(serializer.loads(serializer.dumps(value))).toEqual(value);
    }
  });
});

test("__proto__ stays data, at any length and place", () => {
  for (const hex of [
    "81 a95f5f70726f746f5f5f 81 a561646d696e c3",
    "81 d9095f5f70726f746f5f5f 81 a561646d696e c3",
    "82 a95f5f70726f746f5f5f 81 a561646d696e c3 a95f5f70726f746f5f5f 81 a561646d696e c3",
  ]) {
    const value = loads(hex) as object;
    expect(Object.keys(value)).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(value).not.toHaveProperty("admin");
    expect(serializer.loads(serializer.dumps(value))).toEqual(value);
  }
  const map = loads("82 a95f5f70726f746f5f5f 81 a561646d696e c3 01 02") as Map<unknown, unknown>;
  expect([...map.keys()]).toEqual(["__proto__", 1]);
});

describe("what is not one value of msgpack is an error", () => {
  test.each([
    ["empty bytes (row 33)", "", "cut off"],
    ["a byte after the value (row 48)", "c0 c0", "there are 1 bytes more after the value"],
    ["a byte that begins nothing", "91 c1", "the byte 0xc1 at 1 begins nothing in msgpack"],
    ["a text that is cut off", "a3 6161", "cut off"],
    ["a key that is missing", "81", "cut off"],
    ["a key that is cut off", "81 a36161", "cut off"],
    ["a value that is missing", "81 a161", "cut off"],
    ["a number that is cut off", "cb 0000", "cut off"],
    ["a length that is cut off", "dd 0000", "cut off"],
    ["a text that is not UTF-8", "a2 c328", "the text at byte 1 is not UTF-8"],
    ["a long text that is not UTF-8", `d946${"61".repeat(69)}ff`, "is not UTF-8"],
    ["a key that is not UTF-8", "81 a1ff 01", "is not UTF-8"],
    ["a surrogate in UTF-8, as Python refuses it, too", "a3 eda080", "is not UTF-8"],
    ["an extension of others", "d4 05 00", "an extension of type 5 and 1 bytes, which is unknown here"],
    ["the undefined of msgpackr", "d4 00 00", "an extension of type 0"],
    ["records of msgpackr, which would be code", "d4 72 40", "an extension of type 114"],
    ["an extension without its type", "d4", "cut off"],
    ["a timestamp of 5 bytes", "c705ff 0000000000", "an extension of type -1"],
    ["a timestamp with a second of nanoseconds", "d7ff ee6b2800 00000000", "an extension of type -1"],
    ["a timestamp beyond all Dates", "c70cff 00000000 7fffffffffffffff", "an extension of type -1"],
    ["a BigInt of no bytes", "c70042", "an extension of type 66"],
    ["a Map that is none", "d46d90", "an extension of the kind Map holds no map"],
    ["a Map that ends before its extension", "d56d80c0", "the extension that should end at byte 4 does not"],
    [
      "a Map that ends after its extension",
      "d46d8101 02",
      "the extension that should end at byte 3 does not",
    ],
    ["a Set that is none", "d473 c0", "an extension of the kind Set holds no array"],
    ["binary data of an unknown kind", "d574 0b00", "an extension of type 116"],
    ["half of a number", "c70474 08000000", "an extension of type 116"],
    ["pickle", "80049524", "more after the value"],
  ])("%s", (_name, hex, message) => {
    expect(() => loads(hex)).toThrow(message);
    expect(() => loads(hex)).toThrow(SyntaxError);
  });
});

describe("lengths are not believed", () => {
  test.each(["c6", "c9", "db", "dd", "df"])("4 GB of %s take neither memory nor time", (code) => {
    const before = process.memoryUsage().rss;
    const data = Buffer.concat([Buffer.from(`${code}ffffffff`, "hex"), Buffer.alloc(1000, 0x73)]);
    const nested = Buffer.alloc(50_000, Buffer.from("dd0000c000", "hex"));
    for (let round = 0; round < 100; round++) {
      expect(() => serializer.loads(data)).toThrow("cut off");
      expect(() => serializer.loads(nested)).toThrow(SyntaxError);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  test.each([
    ["lists", "91"],
    ["objects", "81a161"],
    ["Maps", "8101"],
    ["keys", "81"],
    ["Sets", "c9000e00007391"],
  ])("%s within each other end at 1,024 levels, wherever on the stack they are read", (_name, hex) => {
    const data = Buffer.alloc(1_000_000, Buffer.from(hex, "hex"));
    expect(() => serializer.loads(data)).toThrow("nested more than 1024 levels deep");
  });

  test("as many levels as Python writes are read", () => {
    expect(() => loads(`${"91".repeat(511)}c0`)).not.toThrow();
    expect(() => loads(`${"91".repeat(1024)}c0`)).not.toThrow();
  });

  test("a bigint of a megabyte is read in no time", () => {
    const data = Buffer.concat([Buffer.from("c90010000042", "hex"), Buffer.alloc(0x100000, 0x7f)]);
    expect(typeof serializer.loads(data)).toBe("bigint");
  });
});
