import { describe, expect, it } from "vitest";
import { type Tree, toTree } from "../src/api/tree.js";

describe("a value as a tree", () => {
  it("shows types that JSON does not have", () => {
    const value = new Map<unknown, unknown>([
      ["n", -0],
      [1, 5n],
      ["d", new Date(0)],
      ["s", new Set(["x"])],
      ["b", Buffer.from([0, 255])],
      ["r", /a/g],
      ["e", new RangeError("too far")],
      ["u", undefined],
      ["z", null],
    ]);
    const { of, size, children } = toTree(value) as Extract<Tree, { children: unknown }>;
    expect([of, size]).toEqual(["Map", 9]);
    expect(children.filter((_, index) => index % 2 === 1)).toEqual([
      { type: "scalar", of: "number", text: "-0" },
      { type: "scalar", of: "bigint", text: "5" },
      { type: "scalar", of: "Date", text: "1970-01-01T00:00:00.000Z" },
      { type: "list", of: "Set", size: 1, children: [{ type: "scalar", of: "string", text: "x" }] },
      { type: "scalar", of: "bytes", text: "00ff" },
      { type: "scalar", of: "RegExp", text: "/a/g" },
      { type: "scalar", of: "RangeError", text: "too far" },
      { type: "scalar", of: "undefined", text: "undefined" },
      { type: "scalar", of: "null", text: "null" },
    ]);
  });

  it("ends at cycles, and at its maximum depth", () => {
    const ring: unknown[] = [];
    ring.push(ring);
    expect(toTree(ring)).toMatchObject({ children: [{ of: "circular" }] });
    let deep: unknown = "end";
    for (let level = 0; level < 10_000; level++) deep = [deep];
    expect(JSON.stringify(toTree(deep))).toContain('"deeper"');
  });

  it.each([
    ["a long text", "x".repeat(5_000_000)],
    ["many texts", Array.from({ length: 3000 }, () => "y".repeat(10_000))],
    ["a long list", new Array(1_000_000).fill(1)],
    [
      "an object with many names",
      Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`n${index}`, index])),
    ],
    ["many bytes", Buffer.alloc(5_000_000)],
    ["a list of lists", Array.from({ length: 3000 }, () => new Array(3000).fill([]))],
  ])("is limited for %s, and says that something was left out", (_what, value) => {
    const json = JSON.stringify(toTree(value));
    expect(json.length).toBeLessThan(1_000_000);
    expect(json).toContain('"omitted"');
  });
});
