import { show } from "@coffer/cache-core";
import { checkIterable, checkText } from "./arguments.js";

const MOST = 64;
const MOST_BYTES = 200;

/**
 * Names of tags, each once.
 * @throws TypeError for anything but a list of names of 1 to 200 bytes without NUL, and for more than 64.
 */
export function checkTags(tags: Iterable<string>, name = "tags"): string[] {
  if (typeof tags === "string") throw new TypeError(`${name} must be a list of names, got ${show(tags)}`);
  const names: string[] = [];
  for (const tag of checkIterable(tags, name, "names")) {
    if (!good.has(tag)) remember(checkTag(tag));
    if (!names.includes(tag)) names.push(tag);
    if (names.length > MOST) throw new TypeError(`${name} must be at most ${MOST} names`);
  }
  return names;
}

/** Names that were checked before: a cache has few tags, and uses them with every value. */
const good = new Set<string>();
const MOST_REMEMBERED = 10_000;

function remember(tag: string): void {
  if (good.size >= MOST_REMEMBERED) good.clear();
  good.add(tag);
}

function checkTag(tag: string): string {
  const bytes = Buffer.byteLength(checkText(tag, "a tag"));
  if (bytes >= 1 && bytes <= MOST_BYTES && !tag.includes("\0")) return tag;
  throw new TypeError(`a tag must have 1 to ${MOST_BYTES} bytes and no NUL character, got ${show(tag)}`);
}
