import type { BackendSettings, ForeignPlace } from "../contracts/backend.js";
import { PluginError } from "../errors.js";
import type { ResolveContext } from "./resolve-context.js";

/**
 * Whether an unread setting is known from another library. If so, everything about it is reported: that it has no
 * effect, or what to do instead.
 */
export function isForeign(
  settings: BackendSettings | undefined,
  place: ForeignPlace,
  name: string,
  path: string,
  { warn, problems }: ResolveContext,
): boolean {
  const row = settings?.meaningOf?.(place, name);
  if (row?.meaning === "no effect") warn(path, `has no effect: ${row.why}`);
  if (row?.meaning === "refused") problems.add(path, "ERR_SETTING_PLACE", row.instead, row.instead);
  if (row?.meaning === "misplaced") {
    problems.add(path, "ERR_SETTING_PLACE", `belongs into ${row.belongs}`, `move it into ${row.belongs}`);
  }
  if (row?.meaning === "unread")
    problems.add(path, "ERR_SETTING_UNKNOWN", `unknown option: ${row.instead}`, row.instead);
  return row !== undefined && (row.meaning !== "same" || place === "top");
}

/**
 * The plugin for a setting with a path of another library: undefined for the default, null for none. Paths with an
 * alias here are returned unchanged, since the loader knows them.
 * @throws PluginError (`ERR_PLUGIN_PATH`) for a path without a counterpart, with what to write instead.
 */
export function fromForeign(
  settings: BackendSettings | undefined,
  value: unknown,
  path: string,
  { warn }: Pick<ResolveContext, "warn">,
): unknown {
  const row = typeof value === "string" ? settings?.meaningOf?.("value", value) : undefined;
  if (row === undefined) return value;
  if (row.meaning === "same") {
    if (row.warning !== undefined) warn(path, `${value} ${row.warning}`);
    return row.here && value;
  }
  if (row.meaning === "no effect") {
    warn(path, `${value} has no effect: ${row.why}`);
    return undefined;
  }
  const advice = row.meaning === "misplaced" ? `move it into ${row.belongs}` : row.instead;
  throw new PluginError("ERR_PLUGIN_PATH", path, `${value} has no counterpart: ${advice}`, advice);
}
