import type { Version } from "@coffer/cache-core";

/** Keys as applications use them, including characters with a meaning in patterns. */
export const KEYS: readonly string[] = [
  "",
  "1",
  "user:1",
  "user:22",
  "order:user:1",
  "grüße 世界",
  "a b\nc",
  "w*[1]?",
  "back\\slash",
  "x".repeat(300),
];

/** Combinations of prefix and version, all different. */
export const PLACES: readonly (readonly [prefix: string, version: Version])[] = [
  ["", 1],
  ["", 2],
  ["shop", 1],
  ["shop", 11],
  ["shop", "beta"],
  ["w*[1]", 1],
  ["w*[1]", "*"],
];
