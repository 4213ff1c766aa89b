import assert from "node:assert/strict";
import { cache, caches } from "./_cache.mjs";

// #region raw
const redis = await caches.getRedisConnection("default"); // a Redis of ioredis, connected
await redis.lpush("shop:jobs", "resize", "upload");
assert.equal(await redis.rpop("shop:jobs"), "resize");
// #endregion raw

// #region key
await cache.set("user:1", { name: "Ada" });
const key = cache.makeKey("user:1");
assert.equal(key.redisKey, "shop:1:user:1"); // as Redis has it
assert.equal(await redis.get(key.redisKey), '{"name":"Ada"}'); // the stored bytes, not the value
assert.equal(await redis.strlen(String(key)), 14);
// #endregion key

// #region pipeline
const replies = await redis.multi().incr("shop:a").incr("shop:b").exec();
assert.deepEqual(replies, [
  [null, 1],
  [null, 1],
]);
// #endregion pipeline

// #region script
const source = "return redis.call('INCRBY', KEYS[1], ARGV[1])";
assert.equal(await redis.eval(source, 1, cache.makeKey("stock").redisKey, 5), 5);
assert.equal(await cache.get("stock"), 5); // integers are digits for both
// #endregion script

// #region own
const subscriber = redis.duplicate({
  enableOfflineQueue: true, // commands may wait until it is connected
  retryStrategy: (times) => Math.min(times * 50, 2000), // it connects again by itself
}); // a socket of its own
const heard = new Promise((resolve) => subscriber.once("message", (_channel, message) => resolve(message)));
await subscriber.subscribe("shop:news");
await redis.publish("shop:news", "new tea");
assert.equal(await heard, "new tea");
await subscriber.quit(); // whoever opens it closes it
// #endregion own

// #region read
const reader = await caches.getRedisConnection("default", { write: false }); // one that reads are sent to
assert.equal(typeof (await reader.dbsize()), "number");
// #endregion read
await caches.close();
