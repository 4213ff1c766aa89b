import assert from "node:assert/strict";
import { startCluster } from "./_servers.mjs";

const cluster = await startCluster({ masters: 3, replicas: 0 });

// #region cluster
import { createCaches } from "coffer";

const caches = await createCaches({
  CACHES: {
    default: {
      // some of the nodes: ["redis://10.0.0.1:6379", "redis://10.0.0.2:6379"]
      LOCATION: cluster.urls,
      KEY_PREFIX: "shop",
      OPTIONS: { CLIENT_CLASS: "cluster" },
    },
  },
});
await caches.ready();
const cache = caches.get("default");
// #endregion cluster

// #region all
const users = Array.from({ length: 1000 }, (_, id) => [`user:${id}`, { id }]);
assert.deepEqual(await cache.setMany(users), []); // no key failed
assert.equal((await cache.getMany(users.map(([key]) => key))).size, 1000);
assert.equal((await cache.keys("user:*")).length, 1000);
assert.equal(await cache.deletePattern("user:1*"), 111);
await cache.clear();
assert.deepEqual(await cache.keys("*"), []);
// #endregion all

// #region slots
await cache.sadd("{cart:2}now", "tea");
await cache.sadd("{cart:2}later", "milk");
assert.equal(await cache.smove("{cart:2}now", "{cart:2}later", "tea"), true);

await cache.sadd("a", 1, 2);
await cache.sadd("b", 2, 3);
assert.deepEqual(await cache.sinter("a", "b"), new Set([2])); // of different slots, put together here
await assert.rejects(cache.smove("a", "b", 1), TypeError); // cannot be done at once: nothing is sent
// #endregion slots

// #region raw
const redis = await caches.getRedisConnection("default"); // ioredis's Cluster
assert.equal(await redis.get("shop:1:user:1"), null);
// #endregion raw

await caches.close();
