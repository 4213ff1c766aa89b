import { expect, it } from "vitest";
import { Random } from "../src/random.js";

it("the same seed gives the same random numbers, within the bounds, and all of them occur", () => {
  const draws = (seed: number) => {
    const random = new Random(seed);
    return Array.from({ length: 1_000 }, () => random.between(5, 10));
  };
  expect(draws(7)).toEqual(draws(7));
  expect(draws(7)).not.toEqual(draws(8));
  expect(Math.min(...draws(7))).toBeGreaterThanOrEqual(5);
  expect(Math.max(...draws(7))).toBeLessThan(10);

  const random = new Random(7);
  const picked = Array.from({ length: 1_000 }, () => random.pick(["a", "b", "c"]));
  for (const item of ["a", "b", "c"]) {
    expect(picked.filter((each) => each === item).length).toBeGreaterThan(250);
  }
});
