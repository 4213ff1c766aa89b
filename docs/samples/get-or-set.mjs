import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { cache, caches } from "./_cache.mjs";

let loads = 0;

// #region load
const report = await cache.getOrSet("report", () => makeReport(), "10m");
assert.deepEqual(report, { orders: 3 });

async function makeReport() {
  loads += 1;
  await sleep(50); // a slow query
  return { orders: 3 };
}
// #endregion load

// #region value
assert.equal(await cache.getOrSet("theme", "dark"), "dark"); // a value in place of a function
// #endregion value

// #region single-flight
await cache.delete("report");
loads = 0;
const hundred = Array.from({ length: 100 }, () => cache.getOrSet("report", makeReport, "10m"));
assert.equal((await Promise.all(hundred)).length, 100);
assert.equal(loads, 1);
// #endregion single-flight

// #region failure
const broken = () => Promise.reject(new Error("the database is away"));
const both = await Promise.allSettled([cache.getOrSet("stock", broken), cache.getOrSet("stock", broken)]);
assert.deepEqual(
  both.map(({ status }) => status),
  ["rejected", "rejected"],
);
assert.equal(await cache.get("stock"), undefined); // nothing was stored
assert.equal(await cache.getOrSet("stock", () => 12), 12); // the next one tries again
// #endregion failure

// #region nothing
const users = new Map([["ada", { name: "Ada" }]]);
const findUser = (name) => users.get(name);

assert.equal(await cache.getOrSet("user:eve", () => findUser("eve")), undefined);
assert.equal(await cache.has("user:eve"), false); // undefined is not stored: each call looks again

await cache.getOrSet("user:eve", () => findUser("eve") ?? null, "30s");
assert.equal(await cache.has("user:eve"), true); // null is: that there is no such user is known for 30 seconds
// #endregion nothing

// #region deadline
const value = await cache.getOrSet("rates", () => fetchRates(AbortSignal.timeout(3000)), "1h");
// #endregion deadline
assert.deepEqual(value, { EUR: 1 });

/** @param {AbortSignal} signal */
async function fetchRates(signal) {
  signal.throwIfAborted();
  return { EUR: 1 };
}

// #region many
const ids = [1, 2, 3];
await cache.set("product:2", { id: 2 }, "5m");

const cached = await cache.getMany(ids.map((id) => `product:${id}`));
const missing = ids.filter((id) => !cached.has(`product:${id}`));
const loaded = await loadProducts(missing); // one query for all of them
await cache.setMany(
  loaded.map((product) => [`product:${product.id}`, product]),
  "5m",
);
// #endregion many
assert.deepEqual(missing, [1, 3]);

/** @param {number[]} wanted */
async function loadProducts(wanted) {
  return wanted.map((id) => ({ id }));
}

// #region counters
await cache.set("visits", 41);
assert.equal(await cache.incr("visits"), 42);
assert.equal(await cache.incr("visits", 10), 52);
assert.equal(await cache.decr("visits", 2), 50);
assert.equal(await cache.get("visits"), 50);
// #endregion counters

// #region missing
await assert.rejects(cache.incr("signups"), { code: "ERR_KEY_NOT_FOUND" });
assert.equal(await cache.incr("signups", 1, { ignoreKeyCheck: true }), 1); // counts from 0, without expiry
// #endregion missing

// #region window
async function allowed(user, limit) {
  const minute = Math.floor(Date.now() / 60_000);
  const key = `calls:${user}:${minute}`;
  await cache.add(key, 0, "1m"); // does nothing where it is there already
  return (await cache.incr(key)) <= limit;
}
assert.equal(await allowed("ada", 2), true);
// #endregion window

// #region large
await cache.set("atoms", 9007199254740991);
assert.equal(await cache.incr("atoms"), 9007199254740992n); // a bigint, where a number would lose digits
await cache.set("temperature", 20.5);
assert.equal(await cache.incr("temperature", 2), 22.5);
await assert.rejects(cache.incr("theme"), TypeError); // "dark" is no number
// #endregion large
await caches.close();
