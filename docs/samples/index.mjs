// #region cache
import { createCaches } from "coffer";

const caches = await createCaches({
  CACHES: {
    default: {
      LOCATION: process.env.REDIS_URL ?? "redis://127.0.0.1:6379/1",
      KEY_PREFIX: "shop",
      TIMEOUT: 300, // seconds
    },
  },
});
await caches.ready(); // rejects, and says why, if Redis does not answer
const cache = caches.get("default");

await cache.set("user:1", { name: "Ada" }, "5m");
console.log(await cache.get("user:1")); // { name: 'Ada' }

const countOrders = async () => ({ orders: 3 }); // a slow query
const report = await cache.getOrSet("report", countOrders, 60);
console.log(report); // { orders: 3 }: one call of countOrders, however many ask

await cache.set("visits", 0);
console.log(await cache.incr("visits")); // 1

console.log(await cache.deletePattern("user:*")); // 1
await caches.close();
// #endregion cache
