import assert from "node:assert/strict";

const LOCATION = process.env.REDIS_URL ?? "redis://127.0.0.1:6379/1";
const makeReport = async () => ({ orders: 3 });

// #region keyv
import KeyvRedis from "@keyv/redis";
import Keyv from "keyv";

const keyv = new Keyv(new KeyvRedis(LOCATION), { namespace: "shop", ttl: 300_000 }); // milliseconds

await keyv.set("user:1", { name: "Ada" }, 60_000);
await keyv.get("user:1"); // { name: "Ada" }
await keyv.get(["user:1", "user:2"]); // [{ name: "Ada" }, undefined]
await keyv.has("user:1"); // true
await keyv.delete("user:1"); // true

let report = await keyv.get("report");
if (report === undefined) {
  report = await makeReport(); // by everybody who comes meanwhile
  await keyv.set("report", report, 60_000);
}
await keyv.clear();
await keyv.disconnect();
// #endregion keyv
assert.deepEqual(report, { orders: 3 });

// #region coffer
import { createCaches } from "coffer";

const caches = await createCaches({
  CACHES: { default: { LOCATION, KEY_PREFIX: "shop", TIMEOUT: 300 } }, // seconds
});
const cache = caches.get("default");

await cache.set("user:1", { name: "Ada" }, "60s");
await cache.get("user:1"); // { name: "Ada" }
await cache.getMany(["user:1", "user:2"]); // Map { "user:1" => { name: "Ada" } }
await cache.has("user:1"); // true
await cache.delete("user:1"); // true

await cache.getOrSet("report", makeReport, "60s"); // one load in a process, however many ask

await cache.clear();
await caches.close();
// #endregion coffer

// #region values
const lossy = new Keyv(new KeyvRedis(LOCATION));
await lossy.set("tags", new Set(["a"]));
assert.deepEqual(await lossy.get("tags"), {}); // nobody was told
await lossy.disconnect();

const strict = await createCaches({ CACHES: { default: { LOCATION } } });
await assert.rejects(strict.get("default").set("tags", new Set(["a"])), { code: "ERR_ENCODE" });
// #endregion values
await strict.close();
