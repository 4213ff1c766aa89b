import assert from "node:assert/strict";
import { cache, caches } from "./_cache.mjs";

// #region sets
assert.equal(await cache.sadd("online", "ada", "grace", "ada"), 2); // how many were new
assert.deepEqual(await cache.smembers("online"), new Set(["ada", "grace"]));
assert.equal(await cache.sismember("online", "ada"), true);
assert.deepEqual(await cache.smismember("online", "ada", "eve"), [true, false]);
assert.equal(await cache.srem("online", "ada"), 1);
assert.equal(await cache.scard("online"), 1);
// #endregion sets

// #region algebra
await cache.sadd("likes:tea", "ada", "grace", "edsger");
await cache.sadd("likes:coffee", "grace", "edsger", "barbara");
assert.deepEqual(await cache.sinter("likes:tea", "likes:coffee"), new Set(["grace", "edsger"]));
assert.deepEqual(await cache.sdiff("likes:tea", "likes:coffee"), new Set(["ada"]));
assert.equal((await cache.sunion("likes:tea", "likes:coffee")).size, 4);
assert.equal(await cache.sinterstore("likes:both", "likes:tea", "likes:coffee"), 2); // stored in Redis
// #endregion algebra

// #region members
await cache.sadd("points", { x: 1, y: 2 });
assert.equal(await cache.sismember("points", { x: 1, y: 2 }), true); // the same bytes
assert.equal(await cache.sismember("points", { y: 2, x: 1 }), false); // not the same bytes
// #endregion members

// #region large-set
const names = new Set();
for await (const name of cache.sscanIter("likes:tea", { match: "*a*", count: 100 })) names.add(name);
assert.deepEqual(names, new Set(["ada", "grace"]));
// #endregion large-set

// #region hashes
assert.equal(await cache.hset("user:1", "name", "Ada"), 1); // 1: the field is new
await cache.hset("user:1", "tags", ["math", "engines"]); // any value
assert.deepEqual(await cache.hget("user:1", "tags"), ["math", "engines"]);
assert.equal(await cache.hget("user:1", "email"), undefined);
assert.deepEqual(await cache.hmget("user:1", ["name", "email"]), new Map([["name", "Ada"]]));
assert.deepEqual(
  await cache.hgetall("user:1"),
  new Map(Object.entries({ name: "Ada", tags: ["math", "engines"] })),
);
assert.deepEqual(await cache.hkeys("user:1"), ["name", "tags"]);
assert.equal(await cache.hexists("user:1", "name"), true);
assert.equal(await cache.hdel("user:1", "tags"), 1);
assert.equal(await cache.hlen("user:1"), 1);
// #endregion hashes

// #region sorted
await cache.zadd("scores", { ada: 90, grace: 95, edsger: 70 }); // or a Map, or pairs
assert.deepEqual(await cache.zrange("scores", 0, -1), ["edsger", "ada", "grace"]); // lowest first
assert.deepEqual(await cache.zrange("scores", 0, 0, { desc: true, withScores: true }), [["grace", 95]]);
assert.deepEqual(await cache.zrangebyscore("scores", 80, "+inf"), ["ada", "grace"]);
assert.equal(await cache.zscore("scores", "ada"), 90);
assert.equal(await cache.zrank("scores", "ada"), 1); // from 0
assert.equal(await cache.zincrby("scores", 10, "ada"), 100);
assert.equal(await cache.zadd("scores", [["ada", 50]], { gt: true, ch: true }), 0); // only to a greater score
assert.deepEqual(await cache.zpopmax("scores"), ["ada", 100]);
assert.equal(await cache.zcount("scores", "(70", "+inf"), 1); // 70 itself left out
// #endregion sorted

// #region expiry
await cache.expire("scores", "1d");
assert.equal(await cache.ttl("scores"), 86_400);
// #endregion expiry

// #region window
async function remember(user, page, now = Date.now()) {
  const key = `recent:${user}`;
  await cache.zadd(key, [[page, now]]);
  await cache.zremrangebyscore(key, "-inf", now - 3_600_000); // what is older than an hour
  await cache.expire(key, "1h");
  return cache.zrevrange(key, 0, 9); // the last ten
}
// #endregion window
await remember("ada", "/old", Date.now() - 7_200_000);
await remember("ada", "/tea");
assert.deepEqual(await remember("ada", "/coffee", Date.now() + 1), ["/coffee", "/tea"]);

// #region version
await cache.sadd(cache.makeKey("online", { version: 2 }), "eve");
assert.deepEqual(await cache.smembers("online", { version: 2 }), new Set(["eve"]));
// #endregion version
await caches.close();
