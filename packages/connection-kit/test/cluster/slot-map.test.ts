import { expect, it } from "vitest";
import { SlotMap } from "../../src/cluster/slot-map.js";

const a = { master: "a:1", replicas: ["r:1"] };
const b = { master: "b:1", replicas: [] };

it("names the primary of each slot, the primaries, and the nodes with a role in it", () => {
  const map = SlotMap.of([a, undefined, b, a]);
  expect([0, 1, 2, 3, 4].map((slot) => map.shardOf(slot)?.master)).toEqual([
    "a:1",
    undefined,
    "b:1",
    "a:1",
    undefined,
  ]);
  expect(map.masters).toEqual(["a:1", "b:1"]);
  expect(["a:1", "r:1", "b:1", "c:1"].map((address) => map.has(address))).toEqual([true, true, true, false]);
});

it("slots move to other primaries, known and new ones, and the previous map does not change", () => {
  const before = SlotMap.of([a, a, b]);
  const after = before.withMasters(
    new Map([
      [0, "b:1"],
      [1, "c:1"],
    ]),
  );
  expect([0, 1, 2].map((slot) => after.shardOf(slot))).toEqual([b, { master: "c:1", replicas: [] }, b]);
  // A node without slots has no role any more.
  expect(after.masters).toEqual(["b:1", "c:1"]);
  expect(after.has("r:1")).toBe(false);
  expect(before.masters).toEqual(["a:1", "b:1"]);
  expect(before.movedBy(after)).toEqual(new Map([["a:1", [0, 1]]]));
  expect(before.movedBy(after, [1, 2])).toEqual(new Map([["a:1", [1]]]));
  expect(after.movedBy(after)).toEqual(new Map());
});
