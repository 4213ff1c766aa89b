import type { DjangoPlace } from "../django/django-setting.js";
import { findDjangoSetting } from "../django/find-django-setting.js";
import type { ResolveContext } from "./resolve-cache.js";

/**
 * Whether a setting that nothing here reads is one of Python's. If so, all about it is reported: that it has no effect, or what to do
 * instead.
 */
export function readDjangoName(
  place: DjangoPlace,
  name: string,
  path: string,
  { warn, mistakes }: Pick<ResolveContext, "warn" | "mistakes">,
): boolean {
  const row = findDjangoSetting(place, name);
  if (row?.meaning === "no effect") warn(path, `has no effect: ${row.why}`);
  else if (row?.meaning === "refused") mistakes.add(path, row.instead);
  else return false;
  return true;
}
