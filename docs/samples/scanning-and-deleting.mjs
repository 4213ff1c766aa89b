import assert from "node:assert/strict";
import { createCaches } from "coffer";
import { cache, caches, LOCATION } from "./_cache.mjs";

// #region keys
await cache.setMany({ "user:1": "Ada", "user:2": "Grace", "order:1": 12 });
assert.deepEqual((await cache.keys("user:*")).sort(), ["user:1", "user:2"]);
assert.deepEqual(await cache.keys("order:?"), ["order:1"]);
// #endregion keys

// #region iterate
let users = 0;
for await (const key of cache.iterKeys("user:*", { itersize: 500 })) {
  if (key.startsWith("user:")) users += 1; // key is "user:1" and so on
}
assert.equal(users, 2);
// #endregion iterate

// #region delete
assert.equal(await cache.deletePattern("user:*"), 2); // how many went
// #endregion delete

// #region progress
await cache.setMany(Array.from({ length: 2500 }, (_, index) => [`old:${index}`, index]));

const controller = new AbortController();
const seen = [];
const deleted = await cache.deletePattern("old:*", {
  itersize: 1000,
  onProgress: (sofar) => seen.push(sofar), // after each batch
  signal: controller.signal, // stops between two batches
});
assert.equal(deleted, 2500);
assert.equal(seen.at(-1), 2500);

// #endregion progress

// #region literal
import { escapeGlob } from "coffer";

await cache.set("file:[draft].txt", "text");
assert.deepEqual(await cache.keys("file:[draft].txt"), []); // [draft] is one of the letters d, r, a, f, t
assert.deepEqual(await cache.keys(escapeGlob("file:[draft].txt")), ["file:[draft].txt"]);
// #endregion literal

// #region version
await cache.set("user:1", "Ada", { version: 2 });
assert.deepEqual(await cache.keys("user:*"), []); // those of the cache's own version
assert.deepEqual(await cache.keys("user:*", { version: 2 }), ["user:1"]);
assert.equal(await cache.deletePattern("user:*", { version: 2 }), 1);
// #endregion version

// #region clear
const others = await createCaches({ CACHES: { default: { LOCATION, KEY_PREFIX: "blog" } } });
await others.get().set("post:1", "Hello");
await cache.set("order:2", 7);

await cache.clear(); // KEY_PREFIX is "shop"
assert.equal(await cache.get("order:2"), undefined);
assert.equal(await others.get().get("post:1"), "Hello"); // of another prefix
// #endregion clear
await others.close();
await caches.close();
