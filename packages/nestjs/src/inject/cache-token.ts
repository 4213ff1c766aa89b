import { show } from "@coffer/cache-core";
import { DefaultCache } from "./default-cache.js";

/** Nest's token of a cache: for `inject` of factories, and for `overrideProvider` in tests. */
export function getCacheToken(alias = "default"): string | typeof DefaultCache {
  if (typeof alias !== "string") throw new TypeError(`alias must be text, got ${show(alias)}`);
  return alias === "default" ? DefaultCache : `coffer:${alias}`;
}
