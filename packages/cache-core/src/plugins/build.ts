import type { PluginKind } from "../contracts/plugin.js";
import { ImproperlyConfigured, problemsIn, type SettingsProblem } from "../errors.js";
import { checkMethods } from "./check-shape.js";

/**
 * Creates a plugin and checks that it has the methods of its kind. It checks the object, not the class: methods may be fields.
 * @param setting the path of the setting that names the plugin, such as `CACHES.default.OPTIONS.SERIALIZER`.
 * @throws PluginError (`ERR_PLUGIN_KIND`) naming the missing methods.
 * @throws ImproperlyConfigured for problems that the plugin finds in its options.
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
  } catch (error) {
    throw new ImproperlyConfigured(problemsIn(error).map((problem) => placed(problem, setting, name)));
  }
  checkMethods(instance, kind, setting, name);
  return instance;
}

/**
 * A plugin knows its options but not their path in the settings, which is next to the setting that names it; a
 * backend reports problems of its parts with their paths.
 */
function placed(problem: SettingsProblem, setting: string, name: string): SettingsProblem {
  const { path, message } = problem;
  if (path.startsWith("CACHES.")) return problem;
  if (path === "")
    return { ...problem, path: setting, message: `${setting}: ${name} rejects its options: ${message}` };
  const beside = setting.slice(0, setting.lastIndexOf(".") + 1);
  return { ...problem, path: beside + path, message: beside + message };
}
