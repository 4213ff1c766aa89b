import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { clientSuite, createCacheWith } from "@coffer/client-suite";
import { ExampleClient } from "coffer-example";

// Three databases of one server stand in for three servers. They are emptied before each case.
const server = process.env.TEST_REDIS_URL ?? "redis://127.0.0.1:6379";
const databasesOf = (url) => [13, 14, 15].map((database) => new URL(`/${database}`, url).href);
const LOCATION = databasesOf(server);
const OPTIONS = {
  CLIENT_CLASS: ExampleClient,
  CONNECTION_FACTORY: "@coffer/connection-ioredis",
  SERIALIZER: "@coffer/serializer-json",
  // Words that the suite uses in its keys.
  EXAMPLE_TENANTS: ["a", "k"],
};
const createCache = createCacheWith({ LOCATION, OPTIONS }, { parent: import.meta });

clientSuite({
  describe,
  it,
  createCache,
  deadLocation: databasesOf("redis://127.0.0.1:1"),
  // A command may name keys of one server only.
  capabilities: { oneServer: false },
});

it("keys of a tenant, and related keys, are on the tenant's server", async () => {
  const cache = await createCache({ KEY_PREFIX: "shop" });
  const serverOf = (redisKey) => cache.client.topology.groupOf(redisKey);
  assert.equal(serverOf(cache.makeKey("a:report").redisKey), 1);
  assert.equal(serverOf(cache.makeKey("k:report").redisKey), 2);
  assert.equal(serverOf("shop:{shop:1:k:report}:fence"), 2);
  assert.equal(serverOf(cache.makeKey("report").redisKey), 0);
  await cache.close();
});

it("a tenant without a server is rejected", async () => {
  const [LOCATION] = databasesOf(server);
  await assert.rejects(createCache({ LOCATION }), /EXAMPLE_TENANTS: LOCATION has no server for a/);
});
