import assert from "node:assert/strict";

const LOCATION = process.env.REDIS_URL ?? "redis://127.0.0.1:6379/1";
const makeReport = async () => ({ orders: 3 });

// #region cache-manager
import KeyvRedis from "@keyv/redis";
import { createCache } from "cache-manager";
import Keyv from "keyv";

const manager = createCache({ stores: [new Keyv(new KeyvRedis(LOCATION))], ttl: 300_000 }); // milliseconds

await manager.set("user:1", { name: "Ada" }, 60_000);
await manager.mset([
  { key: "user:2", value: { name: "Grace" } },
  { key: "user:3", value: { name: "Alan" } },
]);
const users = await manager.mget(["user:1", "user:2", "user:9"]); // [{...}, {...}, undefined]
const wrapped = await manager.wrap("report", makeReport, 60_000);
await manager.del("user:1");
await manager.mdel(["user:2", "user:3"]);
await manager.clear(); // the whole database
await manager.disconnect();
// #endregion cache-manager
assert.deepEqual([users.length, wrapped], [3, { orders: 3 }]);

// #region coffer
import { createCaches } from "coffer";

const caches = await createCaches({
  CACHES: { default: { LOCATION, KEY_PREFIX: "shop", TIMEOUT: 300 } }, // seconds
});
const cache = caches.get("default");

await cache.set("user:1", { name: "Ada" }, "60s");
await cache.setMany({ "user:2": { name: "Grace" }, "user:3": { name: "Alan" } }); // [], the keys that failed
const found = await cache.getMany(["user:1", "user:2", "user:9"]); // a Map of two
const loaded = await cache.getOrSet("report", makeReport, "60s");
await cache.delete("user:1"); // true
await cache.deleteMany(["user:2", "user:3"]); // 2
await cache.clear(); // what has the prefix
await caches.close();
// #endregion coffer
assert.deepEqual([found.size, loaded], [2, { orders: 3 }]);

// #region herd
const herd = await createCaches({
  CACHES: { default: { LOCATION, OPTIONS: { CLIENT_CLASS: "herd", CACHE_HERD_TIMEOUT: 60 } } },
});
// In place of refreshThreshold: an old value is served while one process makes the new one.
await herd.get("default").getOrSet("report", makeReport, "60s");
await herd.close();
// #endregion herd
