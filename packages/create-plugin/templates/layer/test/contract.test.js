import { after, describe, it } from "node:test";
import { createCacheWith, layerSuite } from "@coffer/client-suite";
import { exampleLayer } from "coffer-example";
import { Redis } from "ioredis";

// The database is emptied before each case.
const LOCATION = process.env.TEST_REDIS_URL ?? "redis://127.0.0.1:6379/15";
const redis = new Redis(LOCATION);
after(() => redis.quit());

const over = (CLIENT_CLASS) => ({
  createCache: createCacheWith(
    {
      LOCATION,
      OPTIONS: {
        CLIENT_CLASS,
        CONNECTION_FACTORY: "@coffer/connection-ioredis",
        SERIALIZER: "@coffer/serializer-json",
      },
    },
    { parent: import.meta },
  ),
  raw: (command, ...args) => redis.call(command, ...args),
});

layerSuite({
  describe,
  it,
  LAYERS: [exampleLayer],
  options: { EXAMPLE_SPREAD: 0.5 },
  // Add "@coffer/client-cluster" if you have a cluster to test with.
  clients: {
    "one server": over("@coffer/client-default"),
    shards: over("@coffer/client-shard"),
  },
  // Values may live longer than their timeout.
  capabilities: { exactExpiry: false },
});
