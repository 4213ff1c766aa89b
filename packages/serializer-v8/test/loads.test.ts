import { Serializer, serialize } from "node:v8";
import { V8Serializer } from "@coffer/serializer-v8";
import { describe, expect, test } from "vitest";
import { KEPT } from "./support/kept.js";

const serializer = new V8Serializer();
const HEADER = [0xff, 15];

/** Bytes from strings, which are tags, and numbers, which are lengths in V8's encoding. */
function stored(...parts: (string | number)[]): Buffer {
  const bytes = parts.flatMap((part) =>
    typeof part === "string" ? [...Buffer.from(part, "latin1")] : varint(part),
  );
  return Buffer.from([...HEADER, ...bytes]);
}

function varint(number: number): number[] {
  return number < 128 ? [number] : [(number % 128) | 128, ...varint(Math.floor(number / 128))];
}

test.each(Object.entries(KEPT))("%s is read as v8.serialize wrote it", (_name, value) => {
  expect(serializer.loads(serialize(value))).toEqual(value);
});

describe("anything but one value in V8's format is an error", () => {
  test.each([
    ["empty bytes", Buffer.alloc(0), "it is not of V8's format"],
    ["the header alone", Buffer.from(HEADER), "it is not of V8's format"],
    ["JSON", Buffer.from('{"a":1}'), "it is not of V8's format"],
    ["an older version", Buffer.from([0xff, 13, 0x30]), "version 13 of V8's format is too old"],
    ["an unknown future version", Buffer.from([0xff, 16, 0x30]), "unsupported version"],
    ["a value after the value", stored("0", "0"), "there are 1 more bytes after the value"],
    ["a tag that V8 does not know", stored("!"), "the byte 0x21 at 2 does not begin a stored value"],
    ["a text that is cut off", stored('"', 5, "abcd"), "the value is truncated"],
    ["an object that is cut off", stored("o", '"', 1, "a"), "the value is truncated"],
    ["a date that is cut off", stored("D", "1234"), "the value is truncated"],
    ["a count that is wrong", stored("o", '"', 1, "a", "0", "{", 2), "Unable to deserialize"],
    ["a reference to nothing", stored("^", 7), "Unable to deserialize"],
    ["an invalid RegExp", stored("R", '"', 1, "(", 0), "Invalid regular expression"],
    ["a RegExp without its text", stored("R", "0", 0), "a string is missing"],
    ["an error with an unknown part", stored("r", "q"), "unknown part"],
    ["binary data of an unknown kind", stored("\\", 99, 0), "binary data of the unknown kind 99"],
    ["half of a number", stored("\\", 8, 3, "abc"), "multiple of 8"],
  ])("%s", (_name, data, message) => {
    expect(() => serializer.loads(data)).toThrow(message);
  });

  test.each([
    ["memory that is shared", stored("u", 0)],
    ["memory that is transferred", stored("t", 0)],
    ["memory that can grow, to 4 GB", stored("~", 4, 2 ** 32 - 1, "1234")],
    ["WebAssembly", stored("w", 0)],
    ["an object that is shared", stored("p", 0)],
    ["a view of memory", viewOfMemory()],
  ])("%s is never stored by a cache", (_name, data) => {
    expect(() => serializer.loads(data)).toThrow("does not begin a stored value");
  });
});

describe("announced lengths are not trusted", () => {
  test.each([
    ["a list", stored("A", 2 ** 32 - 1)],
    ["a text", stored('"', 2 ** 32 - 1)],
    ["a text of two bytes a character", stored("c", 2 ** 32 - 2)],
    ["an ArrayBuffer", stored("B", 2 ** 32 - 1)],
    ["a Buffer", stored("\\", 10, 2 ** 32 - 1)],
    ["a BigInt", stored("Z", 2 ** 31)],
  ])("4 GB of %s", (_name, data) => {
    expect(() => serializer.loads(data)).toThrow("the value is truncated");
  });

  test("lists with holes, for which V8 would take 240 MB for 11 bytes, and a hundred of which would kill the process", () => {
    const holes = ["a", 30_000_000, "@", 0, 30_000_000];
    const before = process.memoryUsage().rss;
    for (const data of [
      stored(...holes),
      stored("A", 100, ...new Array(100).fill(holes).flat(), "$", 0, 100),
      stored("a", 2, "I", 0, "0", "@", 1, 2),
    ]) {
      expect(() => serializer.loads(data)).toThrow("it holds an array with holes");
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
  });

  test.each([
    ["lists", ["A", 1]],
    ["lists that V8 calls sparse", ["a", 1, "I", 0]],
    ["objects", ["o", '"', 1, "a"]],
    ["keys", ["o"]],
    ["Maps", [";"]],
    ["Sets", ["'"]],
    ["errors", ["r", "E", "c"]],
  ])("nested %s end at 500 levels", (_name, parts) => {
    const one = stored(...(parts as (string | number)[])).subarray(2);
    const data = Buffer.concat([Buffer.from(HEADER), Buffer.alloc(one.length * 100_000, one)]);
    expect(() => serializer.loads(data)).toThrow("the value is nested more than 500 levels deep");
  });
});

test("__proto__ stays data", () => {
  const value = serializer.loads(serialize(JSON.parse('{"__proto__": {"admin": true}}'))) as object;
  expect(Object.keys(value)).toEqual(["__proto__"]);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(value).not.toHaveProperty("admin");
});

test("a text that looks like a list with holes is a text", () => {
  const value = ["a\u00ff\u00ff\u00ff@", Buffer.from("a\u00ff\u00ff@", "latin1"), { "a@": 1 }];
  expect(serializer.loads(serializer.dumps(value))).toEqual(value);
});

/** V8's own output for a typed array, which Node replaces. */
function viewOfMemory(): Buffer {
  const plain = new Serializer() as Serializer & {
    _setTreatArrayBufferViewsAsHostObjects(is: boolean): void;
  };
  plain._setTreatArrayBufferViewsAsHostObjects(false);
  plain.writeHeader();
  plain.writeValue(new Uint8Array(1));
  const data = plain.releaseBuffer();
  // After the ArrayBuffer, where the value seems to end: so the tag is placed where a value begins.
  return Buffer.concat([data.subarray(0, 2), data.subarray(data.indexOf("V"))]);
}
