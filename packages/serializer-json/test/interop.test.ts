import { Codec } from "@coffer/backend-redis";
import { JsonSerializer } from "@coffer/serializer-json";
import { describe, expect, test } from "vitest";
import {
  expectedValue,
  foreignBytes,
  type InteropVector,
  interopVectors,
  toJavaScript,
} from "../../../test/fixtures/interop-vectors.js";

const vectors = interopVectors("json", "none");
const stored = vectors.filter((vector) => vector.stored_hex !== undefined);
const codec = new Codec(new JsonSerializer());

function bytes(vector: InteropVector): Buffer {
  return Buffer.from(vector.stored_hex ?? "", "hex");
}

describe("values that django-redis stored with its json serializer are read correctly", () => {
  test.each(stored)("$id", (vector) => {
    expect(codec.decode(bytes(vector))).toEqual(expectedValue(vector));
  });
});

describe("members have the bytes that Python writes", () => {
  // The remaining differences: JavaScript has one kind of number and its own order for such keys.
  const untold = new Map([
    ["json/none/float-1.0", "1"],
    ["json/none/dict-unsorted", '{"9": 4, "10": 3, "b": 1, "a": 2}'],
  ]);
  const refused = new Set(["json/none/float-nan", "json/none/float-inf", "json/none/float-neginf"]);
  // Integers that JavaScript has read inexactly cannot be written as they were.
  const rounded = new Set(["json/none/list-bigint", "json/none/list-beyond64", "json/none/list-u64"]);
  const told = stored.filter(({ id }) => !untold.has(id) && !refused.has(id) && !rounded.has(id));

  test.each(told)("$id", (vector) => {
    expect(String(codec.encodeMember(expectedValue(vector)))).toBe(bytes(vector).toString());
  });

  test.each([...untold])("%s is distinguished by Python only", (id, text) => {
    const vector = stored.find((each) => each.id === id) as InteropVector;
    expect(codec.encodeMember(expectedValue(vector))).toBe(text);
    expect(text).not.toBe(bytes(vector).toString());
  });

  test("there are no other exceptions", () => {
    expect(told).toHaveLength(stored.length - 8);
  });
});

test("values that Python could not write are rejected too", () => {
  const failed = vectors.filter((vector) => vector.python_write_error !== undefined).map(({ id }) => id);
  expect(failed).toEqual(["json/none/bytes", "json/none/bytes-binary", "json/none/set"]);
  for (const value of [Buffer.from("123"), new Uint8Array([0, 5]), new Set([1])]) {
    expect(() => codec.encode(value)).toThrow(expect.objectContaining({ code: "ERR_ENCODE" }));
    expect(() => codec.encodeMember(value)).toThrow(expect.objectContaining({ code: "ERR_ENCODE" }));
  }
});

describe("bytes that neither of the two wrote are read as Python reads them", () => {
  // Python accepts these as integers, too; coffer accepts only the form that is written.
  const pythonOnly = new Set(["1_000", "+5"]);

  test.each(foreignBytes("json"))("$raw_text", ({ raw_hex, raw_text = "", python_reads }) => {
    const raw = Buffer.from(raw_hex, "hex");
    if (python_reads === undefined || pythonOnly.has(raw_text)) {
      expect(() => codec.decode(raw)).toThrow(expect.objectContaining({ code: "ERR_DECODE" }));
    } else {
      expect(codec.decode(raw)).toEqual(toJavaScript(python_reads));
    }
  });
});
