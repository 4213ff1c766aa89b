import { describe, expect, it } from "vitest";
import { clientGroups } from "../src/client-groups.js";

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** The rows of the behaviour reference that a client on one server has to keep, or does better than the original. */
const ROWS: Readonly<Record<string, readonly number[]>> = {
  keys: [...range(1, 7), ...range(9, 18), 20, 21],
  "value encoding": [22, 23, 24, ...range(27, 31), 33],
  set: [...range(62, 67), ...range(69, 72), 75, 76],
  "add, get, getMany, setMany, getOrSet": [79, 80, 82, 83, 84, 87, 88, 89, 92, 93],
  "delete, deletePattern, has": [94, 96, 97, 98, 99, 101, 103, 106],
  counting: [...range(107, 110), 112, 113, 114, ...range(116, 119)],
  expiry: [123, 124, 127, ...range(129, 134), ...range(137, 140)],
  versions: [141, ...range(143, 148)],
  "keys and iterKeys": [149, 150],
  locks: [...range(154, 165), 167, 168, 169, 171, 173, 175],
  sets: [177, 179, 182, 183, ...range(185, 195), 197, 198],
  hashes: [199, 201, 202, 204, 205],
  "sorted sets": range(207, 221),
  "when Redis fails": [223, ...range(225, 229), 232, 233, 234, 235],
  connections: [264, 265, 268, 269, 271, 274],
};

/** What is decided on purpose where the original has accidents. */
const DECIDED: readonly number[] = [
  68, 74, 81, 85, 90, 91, 102, 105, 111, 115, 125, 126, 128, 136, 142, 151, 153, 166, 178, 180, 184, 196, 203,
  224,
];

describe("the titles of the client suite name every row of", () => {
  const titles = Object.values(clientGroups).flatMap((cases) => Object.keys(cases));
  const named = new Set(
    titles.flatMap((title) => (/ \(rows? ([\d, ]+)\)$/.exec(title)?.[1] ?? "").split(", ").map(Number)),
  );

  it.each(Object.entries({ ...ROWS, "what was decided on purpose": DECIDED }))("%s", (_, rows) => {
    expect(rows.filter((row) => !named.has(row))).toEqual([]);
  });
});
