import assert from "node:assert/strict";

// #region cache
import { createCaches } from "coffer";

const caches = await createCaches({
  CACHES: {
    default: {
      LOCATION: process.env.REDIS_URL ?? "redis://127.0.0.1:6379/1",
      KEY_PREFIX: "shop",
      OPTIONS: { IGNORE_EXCEPTIONS: true }, // a Redis that is away is a miss
    },
  },
});
const cache = caches.get();

await cache.set("user:1", { name: "Ada" }, "5m");
assert.deepEqual(await cache.get("user:1"), { name: "Ada" });
await cache.getOrSet("report", () => makeReport(), 60); // one load, however many ask
assert.equal(await cache.incr("visits", 1, { ignoreKeyCheck: true }), 1);
assert.equal(await cache.deletePattern("user:*"), 1);
// #endregion cache
await caches.close();

async function makeReport() {
  return { orders: 3 };
}
