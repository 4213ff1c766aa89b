import { COMMANDS, type PluginKind } from "@coffer/cache-core";

/** What CLIENT_CLASS takes. */
export const CLIENT: PluginKind = {
  name: "client",
  is: "class",
  shorthand: "@coffer/client-",
  methods: [...COMMANDS, "ready", "getRedisConnection", "run", "close"],
};
/** What LAYERS takes. */
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
/** What SERIALIZER takes. */
export const SERIALIZER: PluginKind = {
  name: "serializer",
  is: "class",
  shorthand: "@coffer/serializer-",
  methods: ["dumps", "loads"],
};
/** What COMPRESSOR takes. */
export const COMPRESSOR: PluginKind = {
  name: "compressor",
  is: "class",
  shorthand: "@coffer/compressor-",
  methods: ["compress", "decompress"],
};
/** What CIPHER takes. */
export const CIPHER: PluginKind = {
  name: "cipher",
  is: "class",
  shorthand: "@coffer/cipher-",
  methods: ["encrypt", "decrypt"],
};
/** What CONNECTION_FACTORY takes. */
export const CONNECTION_FACTORY: PluginKind = {
  name: "connection factory",
  is: "class",
  shorthand: "@coffer/connection-",
  methods: ["connect", "disconnect"],
};
