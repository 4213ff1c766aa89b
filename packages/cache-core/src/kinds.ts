import type { Commands } from "./contracts/client.js";
import type { PluginKind } from "./contracts/plugin.js";
import { FALLBACK_ANSWERS, type Guarded } from "./fallback-answers.js";

/** Every command, of which none can be forgotten: those with a quiet answer, and these. */
const OTHERS: readonly Exclude<keyof Commands, Guarded>[] = [
  "makeKey",
  "lock",
  "iterKeys",
  "sscanIter",
  "getOrSet",
  "setMany",
];
const COMMANDS: readonly string[] = [...Object.keys(FALLBACK_ANSWERS), ...OTHERS];

export const BACKEND: PluginKind = {
  name: "backend",
  is: "class",
  shorthand: "@coffer/backend-",
  methods: [...COMMANDS, "close"],
};
export const CLIENT: PluginKind = {
  name: "client",
  is: "class",
  shorthand: "@coffer/client-",
  methods: [...COMMANDS, "ready", "getRedisConnection", "close"],
};
export const SERIALIZER: PluginKind = {
  name: "serializer",
  is: "class",
  shorthand: "@coffer/serializer-",
  methods: ["dumps", "loads"],
};
export const COMPRESSOR: PluginKind = {
  name: "compressor",
  is: "class",
  shorthand: "@coffer/compressor-",
  methods: ["compress", "decompress"],
};
export const CIPHER: PluginKind = {
  name: "cipher",
  is: "class",
  shorthand: "@coffer/cipher-",
  methods: ["encrypt", "decrypt"],
};
export const CONNECTION_FACTORY: PluginKind = {
  name: "connection factory",
  is: "class",
  shorthand: "@coffer/connection-",
  methods: ["connect", "disconnect"],
};
export const KEY_FUNCTION: PluginKind = { name: "key function", is: "function" };
export const LOGGER: PluginKind = { name: "logger", is: "object", methods: ["error"] };

/** The kinds whose plugins the settings reference and the schema look for in a module. */
export const KINDS: readonly PluginKind[] = [
  BACKEND,
  CLIENT,
  SERIALIZER,
  COMPRESSOR,
  CIPHER,
  CONNECTION_FACTORY,
];
