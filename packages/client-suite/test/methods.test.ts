import { RedisCache } from "@coffer/backend-redis";
import { expect, test } from "vitest";
import { METHODS } from "../src/methods.js";
import { WRONG_ARGUMENTS } from "../src/wrong-arguments.js";
import { WRONG_KEYS } from "../src/wrong-keys.js";
import { WRONG_OPTIONS } from "../src/wrong-options.js";

/** These send no command, as do close and stats, which take no arguments either. */
const LOCAL = ["makeKey", "lock"];
/** These call other methods; groups of their own test them. */
const COMPOSED = ["wrap", "batch"];

const ofCache = Object.getOwnPropertyNames(RedisCache.prototype).filter(
  (name) => !["constructor", "close", "stats", ...COMPOSED].includes(name),
);

test("the suite calls every method of a cache with valid arguments, and no others", () => {
  const tried = new Set([...METHODS.map(({ method }) => method), ...LOCAL]);
  expect([...tried].sort()).toEqual(ofCache.sort());
});

test("the suite calls every method of a cache with wrong arguments", () => {
  const tried = new Set([...WRONG_KEYS, ...WRONG_OPTIONS, ...WRONG_ARGUMENTS].map(([method]) => method));
  expect([...tried].sort()).toEqual(ofCache.sort());
});
