import type { PluginKind } from "../contracts/plugin.js";
import { ImproperlyConfigured, PluginError } from "../errors.js";
import { mistakesIn } from "../settings/mistakes.js";

/** The methods without which an object is no plugin of its kind. */
export const METHODS: Partial<Record<PluginKind, readonly string[]>> = {
  backend: ["get", "set", "close"],
  client: [
    "get",
    "set",
    "delete",
    "getMany",
    "setMany",
    "keys",
    "clear",
    "ready",
    "getRedisConnection",
    "close",
  ],
  serializer: ["dumps", "loads"],
  compressor: ["compress", "decompress"],
  "connection factory": ["connect", "disconnect"],
};

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
  const missing = (METHODS[kind] ?? []).filter(
    (method) => typeof (instance as Record<string, unknown>)[method] !== "function",
  );
  if (missing.length > 0) {
    throw new PluginError(
      "ERR_PLUGIN_KIND",
      `${setting}: ${name} is not a ${kind}: it lacks the method${missing.length > 1 ? "s" : ""} ${missing.join(", ")}`,
    );
  }
  return instance;
}
