import type { KeyFunction, ReverseKeyFunction } from "@coffer/cache-core";

const SEPARATOR = "/";

/**
 * Keys as paths, `v1/shop/user:1`. A starting point: a pattern must be converted as a key is, and `*` and `?` must
 * stay unchanged in it.
 * @throws TypeError for a prefix with a slash: the end of the prefix would be ambiguous.
 */
export const exampleKey: KeyFunction = (key, prefix, version) => {
  if (prefix.includes(SEPARATOR)) throw new TypeError(`KEY_PREFIX must have no ${SEPARATOR}, got ${prefix}`);
  return [`v${version}`, prefix, key].join(SEPARATOR);
};

/** The key that the caller gave. */
export const reverseExampleKey: ReverseKeyFunction = (redisKey) =>
  redisKey.split(SEPARATOR).slice(2).join(SEPARATOR);
