// #region create
import { createCaches } from "coffer";

const caches = await createCaches({
  CACHES: {
    default: {
      LOCATION: process.env.REDIS_URL ?? "redis://127.0.0.1:6379/1",
      TIMEOUT: 300, // seconds
      KEY_PREFIX: "shop",
    },
  },
});
const cache = caches.get("default");
// #endregion create

// #region ready
await caches.ready();
// #endregion ready

// #region use
await cache.set("user:1", { name: "Ada" }, "5m");
console.log(await cache.get("user:1")); // { name: 'Ada' }
console.log(await cache.get("user:2")); // undefined: a miss
// #endregion use

// #region load
async function countOrders() {
  return { orders: 3 }; // what takes long: a query, a request to another service
}

const report = await cache.getOrSet("report", countOrders, 60);
console.log(report.orders); // 3
// #endregion load

// #region forget
await cache.delete("user:1");
console.log(await cache.get("user:1")); // undefined
// #endregion forget

// #region problems
const TIMEOUT = "5 minutes";
const wrong = { LOCATION: "redis://127.0.0.1:6379/1", TIMEOUT, OPTIONS: { COMPRESOR: "zlib" } };
try {
  await createCaches({ CACHES: { default: wrong } });
} catch (error) {
  console.error(error.message);
}
// #endregion problems

// #region close
await caches.close();
// #endregion close
