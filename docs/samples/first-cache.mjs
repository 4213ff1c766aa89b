import assert from "node:assert/strict";
// #region create
import { createCaches } from "coffer";

const caches = await createCaches({
  CACHES: {
    default: {
      LOCATION: process.env.REDIS_URL ?? "redis://127.0.0.1:6379/1",
      TIMEOUT: 300,
      KEY_PREFIX: "shop",
    },
  },
});
const cache = caches.get("default");
// #endregion create

// #region use
await cache.set("user:1", { name: "Ada" }, "5m");
assert.deepEqual(await cache.get("user:1"), { name: "Ada" });
assert.equal(await cache.get("user:2"), undefined); // a miss
// #endregion use

// #region close
await caches.close();
// #endregion close
