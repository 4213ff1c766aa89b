import { FALLBACK_ANSWERS, type Guarded } from "@coffer/backend-kit";
import { BACKEND, COMMANDS, type Commands } from "@coffer/cache-core";
import { expect, test } from "vitest";

/** The commands without a fallback answer; the compiler checks that none is missing. */
const OTHERS: Record<Exclude<keyof Commands, Guarded>, true> = {
  makeKey: true,
  lock: true,
  iterKeys: true,
  sscanIter: true,
  getOrSet: true,
  getOrSetMany: true,
  setMany: true,
};

test("a backend must have every command of a cache", () => {
  const all = [...Object.keys(FALLBACK_ANSWERS), ...Object.keys(OTHERS)].sort();
  expect([...COMMANDS].sort()).toEqual(all);
  expect(BACKEND.methods).toEqual([...COMMANDS, "wrap", "batch", "close"]);
});
