import type { PluginKind } from "../contracts/plugin.js";
import { PluginError } from "../errors.js";
import { kindOf } from "../messages/kind-of.js";

/** How many of the methods that are missing a message names. */
const NAMED = 10;

/**
 * Whether what a setting names can be of the kind; of a class, its methods are looked for once it is built.
 * @param shown what the setting says, for the message.
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
    { hint: "name a plugin of this kind" },
  );
}

/** @throws PluginError (`ERR_PLUGIN_KIND`) naming the methods that are missing. */
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
    { hint: "name a plugin of this kind, or give it what it lacks" },
  );
}
