import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createCaches } from "coffer";

const LOCATION = process.env.REDIS_URL ?? "redis://127.0.0.1:6379/1";
const makeReport = () => ({ orders: 3 });

// The settings of the page as they are: every plugin is found. It does not connect.
await (await createCaches("from-django-redis.json")).close();
const settings = JSON.parse(await readFile("from-django-redis.json", "utf8"));
settings.CACHES.default.LOCATION = LOCATION;

// #region calls
const caches = await createCaches(settings);
const cache = caches.get("default");

await cache.set("user:1", { name: "Ada" }, 60);
await cache.get("user:1", "nobody");
await cache.setMany({ a: 1, b: 2 }, null);
await cache.getMany(["a", "b"]); // a Map
await cache.getOrSet("report", makeReport, 60);
await cache.incr("a");
await cache.ttl("user:1");
await cache.keys("user:*");
await cache.deletePattern("user:*");
await cache.lock("job", { timeout: 30 }).using(async () => {});
// #endregion calls

assert.equal(await cache.get("a"), 2);
assert.equal(await cache.has("user:1"), false);
await caches.close();
