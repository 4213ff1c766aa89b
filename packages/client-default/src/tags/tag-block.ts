import { MOST_TAG_BYTES } from "../entry/head.js";

/** Versions by the Redis key of the tag. */
export type TagVersions = ReadonlyMap<string, string>;

/**
 * Tags and their versions in the head of an entry: for each its Redis key, NUL, its version, NUL. Sorted, so that
 * equal tags give equal text. The Redis key and not the name, so that an entry identifies its tags also after a move
 * to another version.
 * @throws TypeError if it is too long for a head.
 */
export function tagBlock(versions: TagVersions): string {
  let block = "";
  for (const tag of [...versions.keys()].sort()) block += `${tag}\0${versions.get(tag)}\0`;
  if (Buffer.byteLength(block) > MOST_TAG_BYTES)
    throw new TypeError(`the tags of a value must have at most ${MOST_TAG_BYTES} bytes together`);
  return block;
}

export function readTagBlock(block: string): TagVersions {
  const parts = block.split("\0");
  const versions = new Map<string, string>();
  for (let at = 0; at + 1 < parts.length; at += 2) versions.set(parts[at] as string, parts[at + 1] as string);
  return versions;
}
