import type { PluginKind } from "../contracts/plugin.js";
import { ImproperlyConfigured, PluginError } from "../errors.js";

/** The methods without which an object is no plugin of its kind. */
const METHODS: Partial<Record<PluginKind, readonly string[]>> = {
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
  let instance: Instance;
  try {
    instance = new Plugin(argument);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ImproperlyConfigured([
      new Error(`${setting}: ${Plugin.name} refuses its options: ${why}`, { cause }),
    ]);
  }
  const missing = (METHODS[kind] ?? []).filter(
    (name) => typeof (instance as Record<string, unknown>)[name] !== "function",
  );
  if (missing.length > 0) {
    throw new PluginError(
      "ERR_PLUGIN_KIND",
      `${setting}: ${Plugin.name || "the class"} is not a ${kind}: it lacks the method${missing.length > 1 ? "s" : ""} ${missing.join(", ")}`,
    );
  }
  return instance;
}
