import { COMMANDS, type PluginKind } from "@coffer/cache-core";

/** What CLIENT_CLASS takes. */
export const CLIENT: PluginKind = {
  name: "client",
  is: "class",
  shorthand: "@coffer/client-",
  methods: [...COMMANDS, "ready", "getRedisConnection", "close"],
};
/** What LAYERS takes. */
export const LAYER: PluginKind = { name: "layer", is: "function", shorthand: "@coffer/layer-" };
/** The methods of a client that layers change; `Seams` of `@coffer/client-default` says what each does. */
export const SEAMS: readonly string[] = [
  "readValue",
  "readValues",
  "decodeEntry",
  "payloadOf",
  "withPayload",
  "writeEntry",
  "load",
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
/** What CONNECTION_FACTORY takes. */
export const CONNECTION_FACTORY: PluginKind = {
  name: "connection factory",
  is: "class",
  shorthand: "@coffer/connection-",
  methods: ["connect", "disconnect"],
};
