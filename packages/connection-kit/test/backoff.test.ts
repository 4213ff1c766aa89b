import { afterEach, expect, it, vi } from "vitest";
import { backoff } from "../src/time/backoff.js";

afterEach(() => vi.restoreAllMocks());

/** In milliseconds, after this many failed attempts in a row. */
function waits(chance: number): number[] {
  vi.spyOn(Math, "random").mockReturnValue(chance);
  return Array.from({ length: 1_000 }, (_, failures) => backoff(failures));
}

it("the first attempts follow soon, and all later ones within half a second, so that a restarted server is noticed quickly", () => {
  const longest = waits(1 - Number.EPSILON);
  expect(longest[0]).toBeLessThan(50);
  expect(longest[1]).toBeLessThan(100);
  expect(Math.max(...longest)).toBeLessThanOrEqual(500);
});

it("an unreachable server gets only a few attempts a second", () => {
  const shortest = waits(0);
  expect(shortest[0]).toBeGreaterThanOrEqual(10);
  expect(Math.min(...shortest.slice(5))).toBeGreaterThanOrEqual(250);
});

it("each wait varies by half of its average, so that processes do not reconnect at the same time", () => {
  const [shortest, longest] = [waits(0), waits(1 - Number.EPSILON)];
  for (const [failures, least] of shortest.entries()) {
    const most = longest[failures] as number;
    expect(most - least).toBeGreaterThanOrEqual(((most + least) / 2) * 0.49);
  }
});
