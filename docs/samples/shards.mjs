import assert from "node:assert/strict";
import { startServer } from "./_servers.mjs";

const servers = await Promise.all([startServer(), startServer(), startServer()]);
const urls = servers.map((server) => server.url(0));

// #region shards
import { createCaches } from "coffer";

const caches = await createCaches({
  CACHES: {
    default: {
      // ["redis://10.0.0.1:6379/0", "redis://10.0.0.2:6379/0", ...]
      LOCATION: urls,
      OPTIONS: { CLIENT_CLASS: "shard" },
    },
  },
});
const cache = caches.get("default");
await cache.setMany(Array.from({ length: 300 }, (_, id) => [`user:${id}`, { id }]));
assert.equal((await cache.getMany(["user:1", "user:2", "user:3"])).size, 3);
assert.equal((await cache.keys("user:*")).length, 300); // of all servers
// #endregion shards

// #region braces
await cache.sadd("{user:7}friends", 1, 2, 3);
await cache.sadd("{user:7}blocked", 3);
assert.equal(await cache.smove("{user:7}friends", "{user:7}blocked", 2), true); // one server has both
// #endregion braces

// #region apart
await cache.sadd("a", 1, 2);
await cache.sadd("b", 2, 3);
assert.deepEqual(await cache.sunion("a", "b"), new Set([1, 2, 3])); // wherever they are

// #endregion apart

// #region herd
const guarded = await createCaches({
  CACHES: {
    default: {
      LOCATION: urls,
      OPTIONS: { CLIENT_CLASS: "shard", LAYERS: ["herd"], CACHE_HERD_TIMEOUT: 60 },
    },
  },
});
assert.equal(await guarded.get("default").getOrSet("report", () => "made", 300), "made");
// #endregion herd
await guarded.close();

// #region ring
import { HashRing } from "@coffer/client-shard";

const ring = new HashRing(urls);
const keys = Array.from({ length: 3000 }, (_, id) => `:1:user:${id}`); // as they are in Redis
const before = new Map(keys.map((key) => [key, ring.getNode(key)]));
ring.addNode("redis://10.0.0.4:6379/0");
const moved = keys.filter((key) => ring.getNode(key) !== before.get(key));
assert.ok(moved.every((key) => ring.getNode(key) === "redis://10.0.0.4:6379/0"));
assert.ok(moved.length > 300 && moved.length < 1200); // about a quarter
// #endregion ring

// #region raw
const connection = await caches.getRedisConnection("default", { key: "user:1" });
assert.equal(await connection.exists(":1:user:1"), 1);
// #endregion raw

// #region away
await servers[0].kill();
const failed = await cache.setMany(Array.from({ length: 300 }, (_, id) => [`user:${id}`, { id }]));
assert.ok(failed.length > 0 && failed.length < 300); // those of the server that is away
await assert.rejects(cache.getMany(["user:1", ...failed]), { code: "ERR_UNREACHABLE" });
// #endregion away

await caches.close();
