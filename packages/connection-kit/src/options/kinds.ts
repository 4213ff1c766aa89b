import type { PluginKind } from "@coffer/cache-core";

export const CONNECTION_POOL: PluginKind = { name: "connection pool", is: "class" };
export const REDIS_CLIENT: PluginKind = {
  name: "redis client",
  is: "class",
  aliases: { "ioredis-mock": "@coffer/connection-mock#RedisMock" },
};
