import { COMMANDS, type PluginKind } from "@coffer/cache-core";

/** What CLIENT_CLASS takes. */
export const CLIENT: PluginKind = {
  name: "client",
  is: "class",
  shorthand: "@coffer/client-",
  methods: [...COMMANDS, "ready", "getRedisConnection", "close"],
};
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
