import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { createCaches } from "coffer";

const LOCATION = process.env.REDIS_URL ?? "redis://127.0.0.1:6379/1";
const newKey = () => randomBytes(32).toString("base64");
const [JANUARY, JUNE] = [newKey(), newKey()];

// #region choose
const caches = await createCaches({
  CACHES: {
    default: {
      LOCATION,
      KEY_PREFIX: "shop",
      OPTIONS: {
        CIPHER: "aes-gcm",
        CIPHER_KEYS: [{ id: "2026-01", key: JANUARY }], // in a settings file: "${CACHE_KEY}"
      },
    },
  },
});
const cache = caches.get("default");
// #endregion choose

// #region stored
await cache.set("user:1", { name: "Ada", roles: ["admin"] });
const redis = await caches.getRedisConnection("default");
const stored = await redis.getBuffer("shop:1:user:1");
assert.ok(!stored.includes("Ada"));
// #endregion stored

// #region moved
await redis.set("shop:1:user:2", stored); // by somebody who can write to Redis
await assert.rejects(cache.get("user:2"), { name: "CipherError", code: "ERR_DECODE" });
await redis.set("shop:1:user:3", '{"name":"Eve","roles":["admin"]}');
await assert.rejects(cache.get("user:3"), { name: "CipherError", code: "ERR_DECODE" });
// #endregion moved

// #region count
await cache.set("visits", 41);
assert.equal(await cache.incr("visits"), 42);
assert.notEqual(await redis.get("shop:1:visits"), "42");
// #endregion count

// #region version
await assert.rejects(cache.incrVersion("user:1"), TypeError);
// #endregion version

// #region rotate
const CIPHER_KEYS = [
  { id: "2026-06", key: JUNE }, // encrypts
  { id: "2026-01", key: JANUARY, members: true }, // still decrypts, and finds the members of sets
];
// #endregion rotate
await cache.sadd("admins", "Ada");
const rotated = await createCaches({
  CACHES: { default: { LOCATION, KEY_PREFIX: "shop", OPTIONS: { CIPHER: "aes-gcm", CIPHER_KEYS } } },
});
assert.equal((await rotated.get("default").get("user:1")).name, "Ada");
assert.equal(await rotated.get("default").sismember("admins", "Ada"), true);

await Promise.all([caches.close(), rotated.close()]);
