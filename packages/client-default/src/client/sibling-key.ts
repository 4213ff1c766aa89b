import { show } from "@coffer/cache-core";

/** Each attempt has one chance in 16,384, the number of slots. With a prefix there is no cheaper way. */
const MOST_TRIES = { withPrefix: 200_000, alone: 1_000_000 };

/**
 * By prefix, for the keys of one slot: the first of the other tags that maps to it. Without this cache a key such as
 * `a}b` would cost many milliseconds each time.
 */
export type FirstTags = Map<string, number>;

/**
 * The key of data that belongs to another key: under the cache's prefix, so that a user with `~shop:*` may use it,
 * and in the slot of the key, so that one command may name both. No pattern of a version matches it, and `clear` with
 * a prefix keeps it. It is `prefix:{redisKey}:what`, and for a key with a hash tag `prefix:{tag}:what:redisKey`.
 * @param isBeside whether one command may name both keys.
 * @param tried the number at which to start trying other tags: that of the first tag that worked, cached for the keys
 * of a slot.
 * @throws Error if no key in braces works, as with a topology that gives each key its own group.
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
  // If braces pair otherwise, as in `a}b`, only another tag maps to the key's slot.
  const most = head === "" ? MOST_TRIES.alone : MOST_TRIES.withPrefix;
  for (let tag = tried.get(prefix) ?? 0; tag < most; tag++) {
    const sibling = `${head}{${tag}}:${what}:${redisKey}`;
    if (!isBeside(sibling)) continue;
    tried.set(prefix, tag);
    return sibling;
  }
  if (head === "") {
    throw new Error(
      `the topology gives no key such as ${show(usual)} the group of ${show(redisKey)}: let groupOf use the part in braces`,
    );
  }
  tried.set(prefix, most);
  // The prefix has a hash tag, which a result of KEY_FUNCTION need not have.
  return siblingKey(redisKey, what, "", isBeside, tried);
}
