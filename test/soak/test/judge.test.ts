import { expect, it } from "vitest";
import { growth } from "../src/growth.js";
import { judge } from "../src/judge.js";
import type { Sample } from "../src/sample.js";

const MB = 1_000_000;

/** Forty samples, each with the fields that `of` returns for its index. */
function samples(of: (index: number) => Partial<Sample>): Sample[] {
  return Array.from({ length: 40 }, (_, index) => ({
    operations: (index + 1) * 1000,
    heap: 10 * MB,
    rss: 100 * MB,
    handles: { TCPSocketWrap: 1 },
    ...of(index),
  }));
}

it("growth is measured on typical values; outliers do not matter", () => {
  expect(growth([5, 7, 9, 11])).toBe(6);
  expect(growth([5, 7, 900, 11, 13, 15])).toBe(10);
  expect(growth([9, 1, 9, 1, 9])).toBe(0);
  expect(growth([3])).toBe(0);
});

it("values that rise and fall, or grew only in the first half, are no leak", () => {
  const warming = (index: number) => ({ heap: 10 * MB + Math.min(index, 20) * MB });
  expect(judge(samples(warming))).toEqual([]);
  const breathing = (index: number) => ({
    rss: (100 + 30 * (index % 3)) * MB,
    handles: { TCPSocketWrap: 1 + (index % 2) },
  });
  expect(judge(samples(breathing))).toEqual([]);
});

it("steady growth is a leak, and the report names it", () => {
  expect(judge(samples((index) => ({ heap: 10 * MB + index * 60_000 })))).toEqual([
    "the heap has grown by 1140000 bytes over the second half, where 524288 are allowed",
  ]);
  expect(judge(samples((index) => ({ rss: 100 * MB + index * MB })))).toEqual([
    "the resident set has grown by 19000000 bytes over the second half, where 16777216 are allowed",
  ]);
  const timers = (index: number) => ({ handles: { Timeout: Math.floor(index / 10) } });
  expect(judge(samples(timers))).toEqual([
    expect.stringMatching(/^Timeout has grown by 1 handles over the second half, where 0 are allowed$/),
  ]);
});
