import { JsonSerializer } from "@coffer/serializer-json";
import { describe, expect, test } from "vitest";

const serializer = new JsonSerializer();

function loads(text: string): unknown {
  return serializer.loads(Buffer.from(text));
}

describe("Python's words for floats that JSON does not have are read", () => {
  test.each([
    ["NaN", Number.NaN],
    ["-Infinity", Number.NEGATIVE_INFINITY],
    [
      ' {"a": [NaN, Infinity], "b": -Infinity}',
      { a: [Number.NaN, Number.POSITIVE_INFINITY], b: Number.NEGATIVE_INFINITY },
    ],
    ['["NaN", "\\"NaN, Infinity", NaN]', ["NaN", '"NaN, Infinity', Number.NaN]],
    ['{"NaN\\\\": NaN}', { "NaN\\": Number.NaN }],
  ])("%s", (text, value) => {
    expect(loads(text)).toEqual(value);
  });

  test.each([
    "NaNa",
    "-NaN",
    "+Infinity",
    "1Infinity",
    "Infinity.5",
    "--Infinity",
    "[NaN",
    "{NaN: 1}",
    "nan",
    '["Infinity"',
  ])("but not in %s", (text) => {
    expect(() => loads(text)).toThrow(SyntaxError);
  });

  test("a text of millions of quotes and backslashes is read quickly", () => {
    const value = ['\\"'.repeat(1_000_000), '"'];
    const text = `[${JSON.stringify(value)}, NaN]`;
    expect(loads(text)).toEqual([value, Number.NaN]);
  });
});

describe("invalid JSON is an error", () => {
  test.each([
    ["empty bytes", Buffer.alloc(0)],
    ["a byte order mark, which Python rejects as well", Buffer.from("\ufeff{}")],
    ["another value after the first", Buffer.from("1.5 2")],
    ["pickle", Buffer.from("80049524", "hex")],
  ])("%s", (_name, data) => {
    expect(() => serializer.loads(data)).toThrow();
  });

  test.each(["22ff22", "22c322", "22eda08022", "22c0af22"])("bytes that are not UTF-8: %s", (hex) => {
    expect(() => serializer.loads(Buffer.from(hex, "hex"))).toThrow("it is not UTF-8 text");
  });
});

test("the replacement character itself is an ordinary character", () => {
  expect(loads('"\ufffd"')).toBe("\ufffd");
});

test("__proto__ stays data, also on the slow path for NaN", () => {
  for (const text of ['{"__proto__": {"admin": true}}', '{"__proto__": {"admin": true}, "n": NaN}']) {
    const value = loads(text) as object;
    expect(Object.keys(value)[0]).toBe("__proto__");
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(value).not.toHaveProperty("admin");
  }
  const text = '{"__proto__":{"admin":true}}';
  expect(serializer.dumps(loads(text))).toBe(text);
});

test("data may be a view on a larger buffer", () => {
  expect(serializer.loads(Buffer.from('xx{"a":"é"}yy').subarray(2, -2))).toEqual({ a: "é" });
});

test("integers beyond 2^53 within containers are doubles, as in JSON.parse", () => {
  expect(loads("[9007199254740993]")).toEqual([9007199254740992]);
});
