import type { PluginKind } from "../contracts/plugin.js";
import { ImproperlyConfigured } from "../errors.js";
import { mistakesIn } from "../settings/mistakes.js";
import { checkMethods } from "./check-shape.js";

/**
 * Builds a plugin. Its methods are looked for on the object, not on the class: they may be fields.
 * @throws PluginError (`ERR_PLUGIN_KIND`) naming the methods that are missing.
 * @throws ImproperlyConfigured for what the plugin itself finds wrong with its options.
 */
export function buildPlugin<Instance>(
  plugin: unknown,
  argument: unknown,
  kind: PluginKind,
  setting: string,
): Instance {
  const Plugin = plugin as new (argument: unknown) => Instance;
  const name = Plugin.name || "the class";
  let instance: Instance;
  try {
    instance = new Plugin(argument);
  } catch (cause) {
    throw new ImproperlyConfigured(
      mistakesIn(cause).map(
        (why) => new Error(`${setting}: ${name} refuses its options: ${why.message}`, { cause: why }),
      ),
    );
  }
  checkMethods(instance, kind, setting, name);
  return instance;
}
