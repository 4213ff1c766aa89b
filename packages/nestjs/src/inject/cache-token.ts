import { show } from "@coffer/cache-core";
import { DefaultCache } from "./default-cache.js";

/**
 * Returns the injection token of a cache, for `inject` of factories, and for `overrideProvider` in tests.
 * @throws TypeError for an alias that is not a string.
 */
export function getCacheToken(alias = "default"): string | typeof DefaultCache {
  if (typeof alias !== "string") throw new TypeError(`alias must be a string, got ${show(alias)}`);
  return alias === "default" ? DefaultCache : `coffer:${alias}`;
}
