import { CACHE_SETTINGS, type ForeignMeaning, type ForeignPlace } from "@coffer/cache-core";
import { findDjangoSetting } from "@coffer/django-settings";

/** What one of Python's names means here. An argument of connections that stands in OPTIONS belongs elsewhere. */
export function meaningOf(place: ForeignPlace, name: string): ForeignMeaning | undefined {
  const row = findDjangoSetting(place, name);
  if (place !== "OPTIONS" || (row !== undefined && row.meaning !== "same")) return row;
  const argument = Object.hasOwn(CACHE_SETTINGS, name)
    ? undefined
    : findDjangoSetting("CONNECTION_POOL_KWARGS", name.toLowerCase());
  if (argument === undefined || argument.meaning === "refused") return argument ?? row;
  const as = argument.name === name ? "" : ` as ${argument.name}`;
  return { meaning: "misplaced", belongs: `CONNECTION_POOL_KWARGS${as}` };
}
