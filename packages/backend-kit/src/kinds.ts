import { COMMANDS, type PluginKind } from "@coffer/cache-core";

/** The kind of plugin for CLIENT_CLASS. */
export const CLIENT: PluginKind = {
  name: "client",
  is: "class",
  shorthand: "@coffer/client-",
  methods: [...COMMANDS, "ready", "getRedisConnection", "run", "close"],
};
/** The kind of plugin for LAYERS. */
export const LAYER: PluginKind = { name: "layer", is: "function", shorthand: "@coffer/layer-" };
/** The methods of a client that layers change; `Seams` of `@coffer/client-default` says what each does. */
export const SEAMS: readonly string[] = [
  "readValue",
  "readValues",
  "readVersion",
  "decodeEntry",
  "decodePayload",
  "isExpired",
  "isCurrent",
  "payloadOf",
  "withPayload",
  "writeEntry",
  "load",
  "deletedWith",
  "timeLeft",
  "touchEntry",
  "invalidated",
];
/** The kind of plugin for SERIALIZER. */
export const SERIALIZER: PluginKind = {
  name: "serializer",
  is: "class",
  shorthand: "@coffer/serializer-",
  methods: ["dumps", "loads"],
};
/** The kind of plugin for COMPRESSOR. */
export const COMPRESSOR: PluginKind = {
  name: "compressor",
  is: "class",
  shorthand: "@coffer/compressor-",
  methods: ["compress", "decompress"],
};
/** The kind of plugin for CIPHER. */
export const CIPHER: PluginKind = {
  name: "cipher",
  is: "class",
  shorthand: "@coffer/cipher-",
  methods: ["encrypt", "decrypt"],
};
/** The kind of plugin for CONNECTION_FACTORY. */
export const CONNECTION_FACTORY: PluginKind = {
  name: "connection factory",
  is: "class",
  shorthand: "@coffer/connection-",
  methods: ["connect", "disconnect"],
};
