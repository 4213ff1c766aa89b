import assert from "node:assert/strict";
import { createCaches } from "coffer";

const LOCATION = process.env.REDIS_URL ?? "redis://127.0.0.1:6379/1";
const settings = (VERSION) => ({ CACHES: { default: { LOCATION, KEY_PREFIX: "shop", VERSION } } });

const before = await createCaches(settings(1));
await before.get("default").set("user:1", { name: "Ada Lovelace" });

// #region version
const after = await createCaches(settings(2)); // VERSION: 2 in the settings
const cache = after.get("default");
assert.equal(await cache.get("user:1"), undefined); // begins empty; the old release goes on with its own
await cache.set("user:1", { first: "Ada", last: "Lovelace" });
assert.deepEqual(await before.get("default").get("user:1"), { name: "Ada Lovelace" });
// #endregion version

// #region clean
await cache.deletePattern("*", { version: 1 }); // once no old release runs any more; or let them run out
assert.equal(await before.get("default").get("user:1"), undefined);
assert.deepEqual(await cache.get("user:1"), { first: "Ada", last: "Lovelace" });
// #endregion clean

await Promise.all([before.close(), after.close()]);
