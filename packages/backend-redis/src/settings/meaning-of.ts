import { CACHE_SETTINGS, type ForeignMeaning, type ForeignPlace } from "@coffer/cache-core";
import { findDjangoSetting } from "@coffer/django-settings";

/** The layers that read these options, which nothing reads without them. */
const LAYER_OF: ReadonlyMap<string, string> = new Map([
  ["NEAR_CACHE", "near"],
  ["CACHE_HERD_TIMEOUT", "herd"],
  ["CACHE_HERD_LOCK_TIMEOUT", "herd"],
]);

/**
 * What a name means that no part of a cache reads: it is one of Python's, or one of a layer's. An argument of
 * connections in OPTIONS is misplaced.
 */
export function meaningOf(place: ForeignPlace, name: string): ForeignMeaning | undefined {
  const row = findDjangoSetting(place, name);
  const layer = LAYER_OF.get(name);
  if (row === undefined && layer !== undefined && (place === "OPTIONS" || place === "top")) {
    return { meaning: "unread", instead: `add "${layer}" to LAYERS, the layer that reads it` };
  }
  if (place !== "OPTIONS" || (row !== undefined && row.meaning !== "same")) return row;
  const argument = Object.hasOwn(CACHE_SETTINGS, name)
    ? undefined
    : findDjangoSetting("CONNECTION_POOL_KWARGS", name.toLowerCase());
  if (argument === undefined || argument.meaning === "refused") return argument ?? row;
  const as = argument.name === name ? "" : ` as ${argument.name}`;
  return { meaning: "misplaced", belongs: `CONNECTION_POOL_KWARGS${as}` };
}
