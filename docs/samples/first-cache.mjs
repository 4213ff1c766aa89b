import assert from "node:assert/strict";
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
assert.deepEqual(await cache.get("user:1"), { name: "Ada" });
assert.equal(await cache.get("user:2"), undefined); // a miss
// #endregion use

// #region load
const report = await cache.getOrSet("report", () => makeReport(), 60);
assert.equal(report.orders, 3);

async function makeReport() {
  return { orders: 3 }; // what takes long: a query, a request to another service
}
// #endregion load

// #region forget
await cache.delete("user:1");
assert.equal(await cache.get("user:1"), undefined);
// #endregion forget

// #region mistakes
await assert.rejects(
  createCaches({
    CACHES: {
      default: { LOCATION: "redis://127.0.0.1:6379/1", TIMEOUT: "5 minutes", OPTIONS: { COMPRESOR: "zlib" } },
    },
  }),
  { code: "ERR_IMPROPERLY_CONFIGURED", message: /did you mean COMPRESSOR/ },
);
// #endregion mistakes

// #region close
await caches.close();
// #endregion close
