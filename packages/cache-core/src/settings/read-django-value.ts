import { findDjangoSetting } from "../django/find-django-setting.js";
import { PluginError } from "../errors.js";
import type { ResolveContext } from "./resolve-cache.js";

/**
 * What a setting that names a plugin says, where it says one of Python's paths: undefined for the default. Paths that have another
 * name here stay as they are, for the loader knows them as aliases.
 * @throws PluginError (`ERR_PLUGIN_PATH`) for a path without a counterpart, with what to write instead.
 */
export function readDjangoValue(
  value: unknown,
  path: string,
  { warn }: Pick<ResolveContext, "warn">,
): unknown {
  const row = typeof value === "string" ? findDjangoSetting("value", value) : undefined;
  switch (row?.meaning) {
    case undefined:
      return value;
    case "same":
      if (row.warning !== undefined) warn(path, `${row.name} ${row.warning}`);
      return row.here === undefined ? undefined : value;
    case "no effect":
      warn(path, `${row.name} has no effect: ${row.why}`);
      return undefined;
    default:
      throw new PluginError("ERR_PLUGIN_PATH", `${path}: ${row?.name} has no counterpart: ${row?.instead}`);
  }
}
