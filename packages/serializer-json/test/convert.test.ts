import { JsonSerializer } from "@coffer/serializer-json";
import { describe, expect, test } from "vitest";

class DatesAsText extends JsonSerializer {
  protected override convert(value: unknown): unknown {
    return value instanceof Date ? value.toISOString() : undefined;
  }
}

describe("a subclass can convert values that JSON cannot represent", () => {
  const serializer = new DatesAsText();
  const when = new Date("2024-02-29T13:14:15.123Z");

  test("at any depth, without a change to the caller's value", () => {
    const value = { when, list: [when, "é"], left: undefined };
    expect(serializer.dumps(value)).toBe(
      '{"when":"2024-02-29T13:14:15.123Z","list":["2024-02-29T13:14:15.123Z","é"]}',
    );
    expect(value).toEqual({ when, list: [when, "é"], left: undefined });
    expect(value.when).toBe(when);
  });

  test("for the value itself and for members", () => {
    expect(serializer.dumps(when)).toBe('"2024-02-29T13:14:15.123Z"');
    expect(serializer.dumpsMember([when])).toBe('["2024-02-29T13:14:15.123Z"]');
  });

  test("other values are still rejected, with their path", () => {
    expect(() => serializer.dumps({ when, tags: new Set() })).toThrow("value.tags is a Set");
  });

  test("its result is checked in turn", () => {
    class Everything extends JsonSerializer {
      protected override convert(value: unknown): unknown {
        if (value instanceof Date) return value.getTime();
        if (value instanceof Map) return Object.fromEntries(value);
        return typeof value === "number" || value === undefined ? null : undefined;
      }
    }
    const everything = new Everything();
    expect(everything.dumps(new Map([["a", [when, Number.NaN, undefined]]]))).toBe(
      '{"a":[1709212455123,null,null]}',
    );
    expect(everything.dumps(when)).toBe("1709212455123.0");
    expect(everything.dumps([when, -0])).toBe("[1709212455123, -0.0]");
    expect(JSON.parse(everything.dumps(new Map([["__proto__", when]])))).toHaveProperty(
      ["__proto__"],
      1709212455123,
    );
  });

  test("an infinite conversion is stopped", () => {
    class Endless extends JsonSerializer {
      protected override convert(value: unknown): unknown {
        return value;
      }
    }
    expect(() => new Endless().dumps(when)).toThrow("nested more than 500 levels deep");
  });

  test("objects with many cycles are rejected at once", () => {
    const loop: Record<string, unknown> = { when };
    Object.assign(loop, { a: loop, b: loop });
    expect(() => serializer.dumps(loop)).toThrow(
      "value contains itself (as value.a): leave the way back out",
    );
  });
});
