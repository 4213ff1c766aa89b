import type { CommandMessage } from "@coffer/cache-core";

/** The key, keys or pattern in the first argument of a command. */
export function keysOf({ operation, args: [first] }: CommandMessage): string[] {
  if (first === undefined) return [];
  if (!operation.endsWith("Many")) return [String(first)];
  if (first instanceof Map) return [...first.keys()].map(String);
  if (Array.isArray(first) || first instanceof Set) {
    return [...first].map((each) => String(operation === "setMany" ? each[0] : each));
  }
  // Other iterables may be readable only once.
  return Symbol.iterator in Object(first) ? [] : Object.keys(Object(first));
}
