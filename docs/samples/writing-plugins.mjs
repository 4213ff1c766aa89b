import assert from "node:assert/strict";
// #region load
import { createCaches } from "coffer";

const caches = await createCaches(
  {
    CACHES: {
      default: {
        LOCATION: process.env.REDIS_URL ?? "redis://127.0.0.1:6379/1",
        OPTIONS: { SERIALIZER: "./_tagged-json.mjs" },
      },
    },
  },
  { parent: import.meta },
);
const cache = caches.get("default");

await cache.set("user:1", { name: "Ada" });
assert.deepEqual(await cache.get("user:1"), { name: "Ada" });

const redis = await caches.getRedisConnection("default");
assert.equal(await redis.get(":1:user:1"), 'J{"name":"Ada"}');
// #endregion load

await assert.rejects(cache.set("when", new Date()), { name: "SerializerError", code: "ERR_ENCODE" });
await caches.close();
