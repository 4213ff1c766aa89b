import type { Value } from "./cache-handler.js";

/** Where Next stores the tags of a page and of a route handler's response. */
const HEADER = "x-next-cache-tags";

/** The tags that are stored with an entry. */
export function tagsOf(entry: {
  readonly value: Value | null;
  readonly tags?: readonly string[];
}): readonly string[] {
  const header = entry.value?.headers?.[HEADER];
  return typeof header === "string" ? header.split(",") : (entry.tags ?? entry.value?.tags ?? []);
}
