import assert from "node:assert/strict";

const LOCATION = process.env.REDIS_URL ?? "redis://127.0.0.1:6379/1";
const makeReport = async () => ({ orders: 3 });

// #region ioredis
import { Redis } from "ioredis";

const redis = new Redis(LOCATION, { keyPrefix: "shop:" });

await redis.set("user:1", JSON.stringify({ name: "Ada" }), "EX", 60);
const text = await redis.get("user:1");
const user = text === null ? undefined : JSON.parse(text);

const texts = await redis.mget("user:1", "user:2"); // ['{"name":"Ada"}', null]

const pipeline = redis.pipeline();
pipeline.set("a", 1, "EX", 60);
pipeline.set("b", 2, "EX", 60);
await pipeline.exec(); // each has an error or an answer

await redis.incr("visits");
await redis.quit();
// #endregion ioredis
assert.deepEqual([user, texts[1]], [{ name: "Ada" }, null]);

// #region coffer
import { createCaches } from "coffer";

const caches = await createCaches({ CACHES: { default: { LOCATION, KEY_PREFIX: "coffer" } } });
const cache = caches.get("default");

await cache.set("user:1", { name: "Ada" }, 60);
await cache.get("user:1"); // { name: "Ada" }

await Promise.all([cache.get("user:1"), cache.get("user:2")]); // leave as one MGET by themselves
await cache.setMany({ a: 1, b: 2 }, 60); // [], the keys that failed

await cache.incr("visits", 1, { ignoreKeyCheck: true });
await cache.getOrSet("report", makeReport, 60);
// #endregion coffer

// #region native
const native = await caches.getRedisConnection("default"); // ioredis's Redis
await native.xadd("events", "*", "kind", "login"); // no prefix, no serializer
const redisKey = cache.makeKey("user:1").toString(); // "coffer:1:user:1"
assert.equal(await native.object("ENCODING", redisKey), "embstr");
// #endregion native

// #region gradual
// What the old code stored under "shop:user:1" is read with a key function that makes the same keys.
const KEY_FUNCTION = (key, prefix) => `${prefix}:${key}`;
const REVERSE_KEY_FUNCTION = (redisKey) => redisKey.slice(redisKey.indexOf(":") + 1);
const old = await createCaches({
  CACHES: { default: { LOCATION, KEY_PREFIX: "shop", KEY_FUNCTION, REVERSE_KEY_FUNCTION } },
});
assert.deepEqual(await old.get("default").get("user:1"), { name: "Ada" });
// #endregion gradual

await Promise.all([caches.close(), old.close()]);
