import { RedisCache } from "@coffer/backend-redis";
import { expect, test } from "vitest";
import { METHODS } from "../src/methods.js";
import { WRONG_ARGUMENTS } from "../src/wrong-arguments.js";
import { WRONG_KEYS } from "../src/wrong-keys.js";
import { WRONG_OPTIONS } from "../src/wrong-options.js";

/** They send nothing, and neither do close and stats, which take nothing either. */
const LOCAL = ["makeKey", "lock"];
/** They are made of other methods; their cases have groups of their own. */
const COMPOSED = ["wrap", "batch"];

const ofCache = Object.getOwnPropertyNames(RedisCache.prototype).filter(
  (name) => !["constructor", "close", "stats", ...COMPOSED].includes(name),
);

test("the suite tries every method of a cache with arguments that are right, and none that is not there", () => {
  const tried = new Set([...METHODS.map(({ method }) => method), ...LOCAL]);
  expect([...tried].sort()).toEqual(ofCache.sort());
});

test("the suite tries every method of a cache with arguments that are wrong", () => {
  const tried = new Set([...WRONG_KEYS, ...WRONG_OPTIONS, ...WRONG_ARGUMENTS].map(([method]) => method));
  expect([...tried].sort()).toEqual(ofCache.sort());
});
