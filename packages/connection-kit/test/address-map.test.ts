import { expect, it } from "vitest";
import { readAddressMap } from "../src/settings/address-map.js";

it.each([
  ["a list", [["a:1", "b:1"]], /^ADDRESS_MAP: must be an object/],
  ["text", "a:1=b:1", /^ADDRESS_MAP: must be an object/],
  ["a URL", { "redis://10.0.0.1:6379": "b:1" }, /^ADDRESS_MAP\.redis/],
  ["an invalid target", { "10.0.0.1:6379": "b:99999" }, /^ADDRESS_MAP\.10/],
  ["half a target", { "10.0.0.1:6379": { host: "b" } }, /^ADDRESS_MAP\.10/],
  ["one port for all ports of a host", { "10.0.0.1": "b:1" }, /^ADDRESS_MAP\.10/],
])("%s is rejected, with the name of the entry", (_, given, message) => {
  const problems: Error[] = [];
  readAddressMap(given, problems);
  expect(problems).toHaveLength(1);
  expect(problems[0]?.message).toMatch(message);
  // In any notation.
  expect(problems[0]?.message).toContain('{ "10.0.0.1:6379": "redis.example:7001" }');
});
