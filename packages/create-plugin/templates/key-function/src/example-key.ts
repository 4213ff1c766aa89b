import type { KeyFunction, ReverseKeyFunction } from "@coffer/cache-core";

const SEPARATOR = "/";

/**
 * Keys as paths, `v1/shop/user:1`. A place to start from: whatever you make of a key, make the same of a pattern, in which `*` and `?` have to
 * stay what they are.
 * @throws TypeError for a prefix with a slash: where it ends could not be told.
 */
export const exampleKey: KeyFunction = (key, prefix, version) => {
  if (prefix.includes(SEPARATOR)) throw new TypeError(`KEY_PREFIX must have no ${SEPARATOR}, got ${prefix}`);
  return [`v${version}`, prefix, key].join(SEPARATOR);
};

/** The key that was given. */
export const reverseExampleKey: ReverseKeyFunction = (redisKey) =>
  redisKey.split(SEPARATOR).slice(2).join(SEPARATOR);
