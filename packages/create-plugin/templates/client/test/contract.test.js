import { after, describe, it } from "node:test";
import { clientSuite, createCacheWith } from "@coffer/client-suite";
import { ExampleClient } from "coffer-example";
import { Redis } from "ioredis";

// It is emptied before each case.
const LOCATION = process.env.TEST_REDIS_URL ?? "redis://127.0.0.1:6379/15";
const OPTIONS = {
  CLIENT_CLASS: ExampleClient,
  CONNECTION_FACTORY: "@coffer/connection-ioredis",
  SERIALIZER: "@coffer/serializer-json",
};
const redis = new Redis(LOCATION);
after(() => redis.quit());

clientSuite({
  describe,
  it,
  createCache: createCacheWith({ LOCATION, OPTIONS }, { parent: import.meta }),
  raw: (command, ...args) => redis.call(command, ...args),
  // Values may live longer than was said.
  capabilities: { exactExpiry: false },
});
