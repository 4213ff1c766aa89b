import { globTest } from "@coffer/backend-kit";
import { describe, expect, it } from "vitest";

describe("a glob", () => {
  it.each([
    ["*", "anything\nat all", true],
    ["bar*", "bar22", true],
    ["bar*", "foobar", false],
    ["b?r", "bar", true],
    ["b?r", "baar", false],
    ["[bc]at", "cat", true],
    ["[^bc]at", "cat", false],
    ["[a-c]1", "b1", true],
    ["[c-a]1", "b1", true],
    ["[a-c]1", "d1", false],
    ["\\*", "*", true],
    ["\\*", "x", false],
    ["a[]b", "ab", false],
    ["a[^]b", "axb", true],
    ["[\\]]", "]", true],
    ["[\\^a]", "^", true],
    ["open[", "open[", false],
    ["open[abc", "openb", true],
    ["end\\", "end\\", true],
    ["a.c", "abc", false],
    ["(a|b)+$", "(a|b)+$", true],
    ["/-/", "/-/", true],
    ["**a**", "bab", true],
    ["", "", true],
    ["*", "", true],
    ["?", "", false],
  ])("%s for %j: %s, as in Redis", (glob, text, matches) => {
    expect(globTest(glob)(text)).toBe(matches);
  });

  it("a glob with many stars takes at most the product of both lengths", () => {
    const text = "a".repeat(20_000);
    // As a regular expression it would practically never end.
    expect(globTest(`${"*a".repeat(50)}*b`)(text)).toBe(false);
    expect(globTest(`${"*a".repeat(50)}*`)(text)).toBe(true);
  });
});
