import { expect, it } from "vitest";
import { keySlot } from "../../src/cluster/key-slot.js";

// The answers of CLUSTER KEYSLOT of Redis 7.0.
it.each([
  ["", 0],
  ["a", 15_495],
  ["123456789", 12_739],
  [":1:user:7", 14_986],
  ["{user:7}name", 2_780],
  ["a{user:7}name", 2_780],
  ["{}a}", 4_370],
  ["foo{}{bar}", 8_363],
  ["foo{{bar}}zap", 4_015],
  ["foo{bar}{zap}", 5_061],
  ["a{b", 13_340],
  ["}{x}", 16_287],
  ["ключ", 10_303],
  ["{ключ}1", 10_303],
  ["😀", 2_959],
])("%j is in slot %d, as text and as bytes", (key, slot) => {
  expect(keySlot(key)).toBe(slot);
  expect(keySlot(Buffer.from(key))).toBe(slot);
});

it("an unpaired surrogate counts as the bytes that are sent for it", () => {
  expect(keySlot("a\ud800b")).toBe(keySlot(Buffer.from("a\ud800b")));
  expect(keySlot("{a\udc00}")).toBe(keySlot(Buffer.from("a\udc00")));
});
