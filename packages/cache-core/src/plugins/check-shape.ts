import type { PluginKind } from "../contracts/plugin.js";
import { PluginError } from "../errors.js";
import { kindOf } from "../messages/kind-of.js";

/** How many missing methods a message names. */
const NAMED = 10;

/**
 * Whether the value of a setting can be of this kind; the methods of a class are checked once it is created.
 * @param shown the value in the setting, for the message.
 * @throws PluginError (`ERR_PLUGIN_KIND`)
 */
export function checkShape(plugin: unknown, kind: PluginKind, setting: string, shown: string): unknown {
  if (kind.is === "object" && typeof plugin === "object" && plugin !== null) {
    checkMethods(plugin, kind, setting, shown);
    return plugin;
  }
  if (kind.is !== "object" && typeof plugin === "function") {
    if (kind.is === "function" || plugin.prototype !== undefined) return plugin;
  }
  const wanted = {
    class: "a class",
    function: "a function",
    object: `an object with the method ${kind.methods}`,
  };
  throw new PluginError(
    "ERR_PLUGIN_KIND",
    setting,
    `${shown} is not a ${kind.name}: it must be ${wanted[kind.is]}, and is ${kindOf(plugin)}`,
    "name a plugin of this kind",
  );
}

/** @throws PluginError (`ERR_PLUGIN_KIND`) naming the missing methods. */
export function checkMethods(instance: unknown, kind: PluginKind, setting: string, shown: string): void {
  const missing = (kind.methods ?? []).filter(
    (method) => typeof (instance as Record<string, unknown>)[method] !== "function",
  );
  if (missing.length === 0) return;
  const more = missing.length > NAMED ? ` and ${missing.length - NAMED} more` : "";
  throw new PluginError(
    "ERR_PLUGIN_KIND",
    setting,
    `${shown} is not a ${kind.name}: it lacks the method${missing.length > 1 ? "s" : ""} ${missing.slice(0, NAMED).join(", ")}${more}`,
    "name a plugin of this kind, or add what it lacks",
  );
}
