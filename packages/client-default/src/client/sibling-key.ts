import { show } from "@coffer/cache-core";

/** Each try has one chance in 16,384, that of a slot. With a prefix there is another way. */
const MOST_TRIES = { withPrefix: 200_000, alone: 1_000_000 };

/** For the keys of one slot, by the prefix: the first of the other tags that leads there. A key such as `a}b` would cost many milliseconds each time without it. */
export type FirstTags = Map<string, number>;

/**
 * The key of something that belongs to a key: under the cache's prefix, so that a user who may use `~shop:*` may use it, and where one
 * command may name both. No pattern of a version finds it, and `clear` with a prefix leaves it. It is `prefix:{redisKey}:what`, and of a key
 * with a hash tag `prefix:{tag}:what:redisKey`.
 * @param isBeside whether one command may name both keys.
 * @param tried where to begin with other tags: which of them was the first that did, and is kept for the keys of a slot.
 * @throws Error where that is so of no key in braces, as with a topology that gives each key a group of its own.
 */
export function siblingKey(
  redisKey: string,
  what: string,
  prefix: string,
  isBeside: (sibling: string) => boolean,
  tried: FirstTags = new Map(),
): string {
  const head = prefix === "" ? "" : `${prefix}:`;
  const [, own] = /^[^{]*\{([^}]+)\}/.exec(redisKey) ?? [];
  const usual = own === undefined ? `${head}{${redisKey}}:${what}` : `${head}{${own}}:${what}:${redisKey}`;
  if (isBeside(usual)) return usual;
  // Where braces pair otherwise, as in `a}b`, only another tag leads to the key's slot.
  const most = head === "" ? MOST_TRIES.alone : MOST_TRIES.withPrefix;
  for (let tag = tried.get(prefix) ?? 0; tag < most; tag++) {
    const sibling = `${head}{${tag}}:${what}:${redisKey}`;
    if (!isBeside(sibling)) continue;
    tried.set(prefix, tag);
    return sibling;
  }
  if (head === "") {
    throw new Error(
      `the topology gives no key such as ${show(usual)} the group of ${show(redisKey)}: let groupOf decide by what is in the braces`,
    );
  }
  tried.set(prefix, most);
  // The prefix has a tag of its own, which a key made by a KEY_FUNCTION need not have.
  return siblingKey(redisKey, what, "", isBeside, tried);
}
