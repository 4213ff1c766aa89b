import assert from "node:assert/strict";
import { cache, caches } from "./_cache.mjs";

// #region get
await cache.set("user:1", { name: "Ada", tags: ["math", "engines"] });
assert.deepEqual(await cache.get("user:1"), { name: "Ada", tags: ["math", "engines"] });

assert.equal(await cache.get("user:2"), undefined); // a miss
assert.equal(await cache.get("user:2", "nobody"), "nobody"); // the fallback, which is not stored

await cache.set("middle-name:1", null);
assert.equal(await cache.get("middle-name:1", "none"), null); // null is a value, no miss
// #endregion get

// #region set
await cache.set("greeting", "hello"); // for the cache's TIMEOUT
await cache.set("greeting", "hello", 60); // 60 seconds
await cache.set("greeting", "hello", "5m");
await cache.set("greeting", "hello", null); // for ever
await cache.set("greeting", "hello", { timeout: "5m", version: 2 });
// #endregion set

// #region conditions
assert.equal(await cache.set("leader", "me", { timeout: 30, nx: true }), true); // there was none
assert.equal(await cache.set("leader", "you", { timeout: 30, nx: true }), false);
assert.equal(await cache.set("follower", "you", { xx: true }), false); // only where there is one already
assert.equal(await cache.add("leader", "you", 30), false); // the same as nx
// #endregion conditions

// #region many
const failed = await cache.setMany({ "fruit:apple": 3, "fruit:pear": 5, "fruit:plum": 8 }, "10m");
assert.deepEqual(failed, []); // the keys that could not be stored

const found = await cache.getMany(["fruit:plum", "fruit:kiwi", "fruit:apple"]);
assert.deepEqual(
  [...found],
  [
    ["fruit:plum", 8],
    ["fruit:apple", 3],
  ],
); // in the order asked, misses left out
// #endregion many

// #region delete
assert.equal(await cache.has("fruit:apple"), true);
assert.equal(await cache.delete("fruit:apple"), true); // there was something to delete
assert.equal(await cache.delete("fruit:apple"), false);
assert.equal(await cache.deleteMany(["fruit:pear", "fruit:plum", "fruit:kiwi"]), 2);
// #endregion delete

// #region refused
await assert.rejects(cache.set("when", { at: new Date() }), {
  code: "ERR_ENCODE",
  message: /value\.at is a Date: store date\.toISOString\(\)/,
});
await assert.rejects(cache.set("nothing", undefined), TypeError);
// #endregion refused

// #region integers
await cache.set("atoms", 9007199254740993n); // one more than a number can tell apart
assert.equal(await cache.get("atoms"), 9007199254740993n);
await cache.set("few", 5n);
assert.equal(await cache.get("few"), 5); // what fits a number comes back as one
// #endregion integers

// #region version
await cache.set("price", 10, { version: 1 });
await cache.set("price", 12, { version: 2 });
assert.equal(await cache.get("price", undefined, { version: 2 }), 12);

assert.equal(await cache.incrVersion("price", 2), 3); // from version 1, the cache's, to version 3
assert.equal(await cache.get("price"), undefined);
assert.equal(await cache.get("price", undefined, { version: 3 }), 10);
// #endregion version

// #region coalescing
await cache.setMany({ a: 1, b: 2, c: 3 });
const before = cache.stats().batches;
const values = await Promise.all([cache.get("a"), cache.get("b"), cache.get("c"), cache.get("a")]);
assert.deepEqual(values, [1, 2, 3, 1]);

const { batches } = cache.stats();
assert.equal(batches.count - before.count, 1); // one trip: MGET shop:1:a shop:1:b shop:1:c
// #endregion coalescing

// #region order
cache.set("step", 1);
const first = cache.get("step");
cache.set("step", 2);
const second = cache.get("step");
assert.deepEqual(await Promise.all([first, second]), [1, 2]);
// #endregion order

// #region loop
const keys = ["a", "b", "c"];
for (const key of keys) await cache.get(key); // three trips, one after the other
await Promise.all(keys.map((key) => cache.get(key))); // one trip
await cache.getMany(keys); // one trip
// #endregion loop
await caches.close();
