import { RedisCache } from "@coffer/backend-redis";
import { expect, test } from "vitest";
import { ARGUMENT_MISTAKES } from "../src/argument-mistakes.js";
import { METHODS } from "../src/methods.js";
import { KEY_MISTAKES } from "../src/mistakes.js";
import { OPTION_MISTAKES } from "../src/option-mistakes.js";

/** They send nothing, and neither do close and stats, which take nothing either. */
const LOCAL = ["makeKey", "lock"];

const ofCache = Object.getOwnPropertyNames(RedisCache.prototype).filter(
  (name) => !["constructor", "close", "stats"].includes(name),
);

test("the suite tries every method of a cache with arguments that are right, and none that is not there", () => {
  const tried = new Set([...METHODS.map(({ method }) => method), ...LOCAL]);
  expect([...tried].sort()).toEqual(ofCache.sort());
});

test("the suite tries every method of a cache with arguments that are wrong", () => {
  const tried = new Set(
    [...KEY_MISTAKES, ...OPTION_MISTAKES, ...ARGUMENT_MISTAKES].map(([method]) => method),
  );
  expect([...tried].sort()).toEqual(ofCache.sort());
});
