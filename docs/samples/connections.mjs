import assert from "node:assert/strict";

const LOCATION = process.env.REDIS_URL ?? "redis://127.0.0.1:6379/1";

// #region drivers
import { createCaches } from "coffer";

const caches = await createCaches({
  CACHES: {
    default: { LOCATION }, // ioredis, which comes with coffer
    nodeRedis: { LOCATION, OPTIONS: { CONNECTION_FACTORY: "@coffer/connection-redis" } },
    resp: { LOCATION, OPTIONS: { CONNECTION_FACTORY: "@coffer/connection-resp" } },
    parser: {
      LOCATION,
      OPTIONS: { CONNECTION_FACTORY: "@coffer/connection-resp", PARSER_CLASS: "redis-parser" },
    },
  },
});
await caches.get("default").set("greeting", "hello");
for (const alias of ["nodeRedis", "resp", "parser"]) {
  assert.equal(await caches.get(alias).get("greeting"), "hello"); // the same bytes in Redis
}
// #endregion drivers

// #region raw
const ioredis = await caches.getRedisConnection("default");
assert.equal(await ioredis.get(":1:greeting"), '"hello"'); // neither prefix nor serializer: what Redis has
const nodeRedis = await caches.getRedisConnection("nodeRedis");
assert.equal(await nodeRedis.get(":1:greeting"), '"hello"');
// #endregion raw

// #region pool
const pooled = await createCaches({
  CACHES: {
    web: { LOCATION, KEY_PREFIX: "web", OPTIONS: { SOCKET_TIMEOUT: 0.5 } },
    mail: { LOCATION, KEY_PREFIX: "mail", OPTIONS: { SOCKET_TIMEOUT: 0.5 } }, // shares the socket of web
    batch: { LOCATION, KEY_PREFIX: "batch", OPTIONS: { SOCKET_TIMEOUT: 30 } }, // has one of its own
  },
});
const objects = await Promise.all(["web", "mail", "batch"].map((alias) => pooled.getRedisConnection(alias)));
const ids = await Promise.all(objects.map((redis) => redis.client("ID")));
assert.equal(ids[0], ids[1]);
assert.notEqual(ids[0], ids[2]);
// #endregion pool

// #region kwargs
const named = await createCaches({
  CACHES: {
    default: {
      LOCATION,
      OPTIONS: {
        SOCKET_TIMEOUT: 0.5, // seconds
        SOCKET_CONNECT_TIMEOUT: 1,
        CONNECTION_POOL_KWARGS: { max_connections: 2, client_name: "shop", socket_keepalive: true },
        REDIS_CLIENT_KWARGS: { family: 4 }, // as the driver names it
      },
    },
  },
});
const redis = await named.getRedisConnection("default");
assert.equal(await redis.client("GETNAME"), "shop");
// #endregion kwargs

await Promise.all([caches.close(), pooled.close(), named.close()]);
