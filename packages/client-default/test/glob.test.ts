import { describe, expect, it } from "vitest";
import { globTest } from "../src/glob.js";

describe("a glob for set members", () => {
  it.each([
    ["*", "anything\nat all", true],
    ["bar*", "bar22", true],
    ["bar*", "foobar", false],
    ["b?r", "bar", true],
    ["b?r", "baar", false],
    ["[bc]at", "cat", true],
    ["[^bc]at", "cat", false],
    ["[a-c]1", "b1", true],
    ["[a-c]1", "d1", false],
    ["\\*", "*", true],
    ["\\*", "x", false],
    ["a[]b", "ab", false],
    ["a[^]b", "axb", true],
    ["[\\]]", "]", true],
    ["[\\^a]", "^", true],
    ["open[", "open[", true],
    ["end\\", "end\\", true],
    ["a.c", "abc", false],
    ["(a|b)+$", "(a|b)+$", true],
    ["/-/", "/-/", true],
  ])("%s for %j: %s, as Redis has it", (glob, member, matches) => {
    expect(globTest(glob)(member)).toBe(matches);
  });
});
