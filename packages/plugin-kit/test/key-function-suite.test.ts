import type { KeyFunction, ReverseKeyFunction } from "@coffer/cache-core";
import { keyFunctionSuite } from "@coffer/plugin-kit";
import { describe, expect, it } from "vitest";
import { failuresOf, outcomeOf } from "./support/failures-of.js";

const byColons: KeyFunction = (key, prefix, version) => `${prefix}:${version}:${key}`;
const bySlashes: KeyFunction = (key, prefix, version) => `v${version}/${prefix}/${key}`;
const unslashed: ReverseKeyFunction = (redisKey) => redisKey.split("/").slice(2).join("/");

keyFunctionSuite({
  describe,
  it,
  name: "the default key function",
  keyFunction: byColons,
});
keyFunctionSuite({ describe, it, name: "slashes", keyFunction: bySlashes, reverseKeyFunction: unslashed });

const OWN = "every combination of key, version and prefix has its own Redis key";
const FINDS = "a pattern is converted like a key, and matches the keys that it names";
const NO_OTHERS = "a pattern matches no key of another prefix or version";

const MUTANTS: readonly (readonly [why: string, mutant: KeyFunction, title: string])[] = [
  ["a number", (key) => key.length as never, "a key becomes a string, the same each time"],
  ["of chance", (key) => `${key}${Math.random()}`, "a key becomes a string, the same each time"],
  ["without the version", (key, prefix) => `${prefix}:${key}`, OWN],
  ["without the prefix", (key, _, version) => `${version}:${key}`, OWN],
  ["cut short", (key, prefix, version) => byColons(key.slice(0, 4), prefix, version), OWN],
  ["encoded", (key, prefix, version) => byColons(Buffer.from(key).toString("hex"), prefix, version), FINDS],
  ["without a separator", (key, prefix, version) => `${prefix}${version}${key}`, NO_OTHERS],
];

describe("the key function suite fails", () => {
  it.each(MUTANTS)("on keys %s", async (_, keyFunction, title) => {
    const failures = await failuresOf((runner) => keyFunctionSuite({ ...runner, keyFunction }), title);
    expect(failures).toEqual([title]);
  });

  it("on a reverse function that returns something else", async () => {
    const title = "the reverse function returns the original key";
    const reverseKeyFunction: ReverseKeyFunction = (redisKey) => redisKey.split("/").at(-1) as string;
    const keyFunction: KeyFunction = (key, prefix, version) => bySlashes(`${key}/`, prefix, version);
    const suite: Parameters<typeof failuresOf>[0] = (runner) =>
      keyFunctionSuite({ ...runner, keyFunction, reverseKeyFunction });
    expect(await failuresOf(suite, title)).toEqual([title]);
  });
});

it("without a reverse function its case is skipped", async () => {
  const { skipped } = await outcomeOf((runner) => keyFunctionSuite({ ...runner, keyFunction: byColons }));
  expect(skipped).toEqual([
    expect.stringMatching(/the reverse function .*\[skipped: there is no reverseKeyFunction\]/),
  ]);
});
