/** Each try has one chance in 16,384, that of a slot. */
const MOST_TRIES = 200_000;

/**
 * The key of something that belongs to a key: under the cache's prefix, so that a user who may use `~shop:*` may use it, and where one
 * command may name both. No pattern of a version finds it, and `clear` with a prefix leaves it. It is `prefix:{redisKey}:what`, and of a key
 * with a hash tag `prefix:{tag}:what:redisKey`.
 * @param isBeside whether one command may name both keys.
 */
export function siblingKey(
  redisKey: string,
  what: string,
  prefix: string,
  isBeside: (sibling: string) => boolean,
): string {
  const head = prefix === "" ? "" : `${prefix}:`;
  const [, tag] = /^[^{]*\{([^}]+)\}/.exec(redisKey) ?? [];
  const usual = tag === undefined ? `${head}{${redisKey}}:${what}` : `${head}{${tag}}:${what}:${redisKey}`;
  if (isBeside(usual)) return usual;
  // Where braces pair otherwise, as in `a}b`, only another tag leads to the key's slot.
  for (let tried = 0; head === "" || tried < MOST_TRIES; tried++) {
    const sibling = `${head}{${tried}}:${what}:${redisKey}`;
    if (isBeside(sibling)) return sibling;
  }
  // The prefix has a tag of its own, which a key made by a KEY_FUNCTION need not have.
  return siblingKey(redisKey, what, "", isBeside);
}
