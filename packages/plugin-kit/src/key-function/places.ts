import type { Version } from "@coffer/cache-core";

/** What applications call their keys, with characters that mean something in a pattern among them. */
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

/** Where they may be, no two the same. */
export const PLACES: readonly (readonly [prefix: string, version: Version])[] = [
  ["", 1],
  ["", 2],
  ["shop", 1],
  ["shop", 11],
  ["shop", "beta"],
  ["w*[1]", 1],
  ["w*[1]", "*"],
];
