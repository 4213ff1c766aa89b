import { toMilliseconds } from "@coffer/cache-core";
import { describe, expect, test } from "vitest";
import { contextOf, makeCaches, textsOf } from "./support/parts.js";

const NO_TIMEOUT =
  'timeout must be a number of seconds, a duration such as "500ms", "30s", "5m", "1h" or "7d", or null for never; got ';

describe("a timeout", () => {
  test.each<[given: unknown, milliseconds: number]>([
    [1, 1000],
    [1.5, 1500],
    [2.0009, 2000],
    [1.9999, 1999],
    // Slightly less in binary fractions.
    [1.001, 1001],
    [4.35, 4350],
    [0.29, 290],
    [1_000_000.001, 1_000_000_001],
    ["500ms", 500],
    ["1.5s", 1500],
    ["30s", 30_000],
    ["5m", 300_000],
    ["1h", 3_600_000],
    ["7d", 604_800_000],
    ["0.5d", 43_200_000],
    ["1.001s", 1001],
    ["4.35s", 4350],
    ["2.0009s", 2000],
    ["1.9ms", 1],
  ])("%j is %d ms: truncated, not rounded", (given, milliseconds) => {
    expect(toMilliseconds(given as number)).toBe(milliseconds);
  });

  test("null is never", () => {
    expect(toMilliseconds(null)).toBe(null);
  });

  test.each<[given: unknown]>([
    [0],
    [-0],
    [-1],
    [-0.5],
    [-1e300],
    [Number.NEGATIVE_INFINITY],
    [0.0001],
    [-0.0001],
    ["0s"],
    ["-1s"],
    ["0.9ms"],
    ["-5m"],
  ])("%j expires at once: zero or less", (given) => {
    expect(toMilliseconds(given as number)).toBeLessThanOrEqual(0);
  });

  test.each<[given: unknown, shown: string]>([
    [Number.NaN, "NaN"],
    ["5", "'5'"],
    ["", "''"],
    ["s", "'s'"],
    ["five", "'five'"],
    ["5 s", "'5 s'"],
    [" 5s", "' 5s'"],
    ["5S", "'5S'"],
    ["5w", "'5w'"],
    ["1e3s", "'1e3s'"],
    [".5s", "'.5s'"],
    ["5.s", "'5.s'"],
    ["+5s", "'+5s'"],
    ["5s5s", "'5s5s'"],
    ["Infinitys", "'Infinitys'"],
    [true, "true"],
    [false, "false"],
    [undefined, "undefined"],
    [5n, "5n"],
    [{}, "{}"],
    [[5], "[ 5 ]"],
    [["5s"], "[ '5s' ]"],
    [new Date(0), "1970-01-01T00:00:00.000Z"],
    [() => 5, "[Function (anonymous)]"],
  ])("%s is a TypeError", (given, shown) => {
    expect(() => toMilliseconds(given as number)).toThrow(new TypeError(NO_TIMEOUT + shown));
  });

  test.each<[given: unknown, shown: string]>([
    [Number.POSITIVE_INFINITY, "Infinity"],
    [1e16, "10000000000000000"],
    [Number.MAX_SAFE_INTEGER, "9007199254740991"],
    [1e300, "1e+300"],
    ["999999999999d", "'999999999999d'"],
    [`${"9".repeat(400)}s`, `'${"9".repeat(60)}'... 341 more characters`],
  ])("%s exceeds Redis's limit: a RangeError", (given, shown) => {
    expect(() => toMilliseconds(given as number)).toThrow(
      new RangeError(`timeout is too long for Redis: ${shown}; use null for never`),
    );
  });

  test("has the name of the argument in its message", () => {
    expect(() => toMilliseconds("5" as never, "blockingTimeout")).toThrow(/^blockingTimeout must be /);
  });
});

test.each([true, "5 s", "soon", "", Number.NaN, Number.POSITIVE_INFINITY, [5], {}])(
  "the setting TIMEOUT is rejected as %j",
  async (TIMEOUT) => {
    const texts = await textsOf(makeCaches({ TIMEOUT }));
    expect(texts).toEqual([
      expect.stringMatching(
        /^CACHES\.default\.TIMEOUT: (?:must be a number of seconds|is too long for Redis)/,
      ),
    ]);
  },
);

test("the setting TIMEOUT is accepted as a string of digits, as in Django", async () => {
  expect((await contextOf({ TIMEOUT: "300" })).timeout).toBe(300_000);
});
