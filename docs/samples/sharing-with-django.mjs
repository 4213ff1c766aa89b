import assert from "node:assert/strict";
import { runPython } from "./_python.mjs";

const REDIS_URL = process.env.REDIS_URL ?? "redis://127.0.0.1:6379/1";

// #region settings
import { createCaches } from "coffer";

const caches = await createCaches({
  CACHES: {
    default: {
      LOCATION: REDIS_URL,
      KEY_PREFIX: "shop", // as in Django
      VERSION: 1,
      OPTIONS: { SERIALIZER: "json" },
    },
  },
});
const cache = caches.get("default");
// #endregion settings

// #region node
await cache.set("user:1", { name: "Ada", tags: ["math"] });
await cache.set("visits", 41);
const held = await cache.lock("job", { timeout: 30 }).acquire();
// #endregion node

if (await runPython("sharing-with-django.py", { REDIS_URL })) {
  // #region back
  assert.deepEqual(await cache.get("user:2"), { name: "Zoë" }); // written by Python
  assert.equal(await cache.get("visits"), 42);
  // #endregion back
}

await held.release();
await caches.close();
