import assert from "node:assert/strict";
import { cache, caches } from "./_cache.mjs";

// #region memory
const recent = new Map(); // within this process, for one second

async function config() {
  const known = recent.get("config");
  if (known !== undefined && known.until > Date.now()) return known.value;
  const value = await cache.get("config");
  recent.set("config", { value, until: Date.now() + 1000 });
  return value;
}
// #endregion memory
await cache.set("config", { theme: "dark" });
assert.deepEqual(await config(), { theme: "dark" });
await cache.delete("config");
assert.deepEqual(await config(), { theme: "dark" });

// #region tags
async function remember(key, value, tag) {
  await cache.set(key, value, "1h");
  await cache.sadd(`tag:${tag}`, key);
  await cache.expire(`tag:${tag}`, "2h");
}
async function forget(tag) {
  await cache.deleteMany([...(await cache.smembers(`tag:${tag}`)), `tag:${tag}`]);
}
// #endregion tags
await remember("page:1", "<h1>Tea</h1>", "tea");
await remember("page:2", "<h1>Green tea</h1>", "tea");
await forget("tea");
assert.deepEqual(await cache.keys("*"), []);
await caches.close();
