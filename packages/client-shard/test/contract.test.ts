import { ShardClient } from "@coffer/client-shard";
import { clientSuite, createCacheWith } from "@coffer/client-suite";
import { ConnectionFactory } from "@coffer/connection-ioredis";
import { JsonSerializer } from "@coffer/serializer-json";
import { afterAll, describe, it } from "vitest";
import { startShards } from "./shards.js";

const shards = await startShards();
afterAll(() => shards[Symbol.asyncDispose]());

const OPTIONS = {
  CLIENT_CLASS: ShardClient,
  SERIALIZER: JsonSerializer,
  CONNECTION_FACTORY: ConnectionFactory,
};
clientSuite({
  name: "ShardClient",
  describe,
  it,
  createCache: createCacheWith({ LOCATION: shards.urls, OPTIONS }, { parent: import.meta }),
  raw: shards.raw,
  capabilities: { oneServer: false },
});
