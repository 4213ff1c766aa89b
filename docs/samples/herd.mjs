import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { createCaches } from "coffer";

const LOCATION = process.env.REDIS_URL ?? "redis://127.0.0.1:6379/1";

// #region settings
const settings = {
  CACHES: {
    default: {
      LOCATION,
      OPTIONS: { CLIENT_CLASS: "herd", CACHE_HERD_TIMEOUT: 2 }, // seconds; 60 where nothing is said
    },
  },
};
// #endregion settings

// #region cold
// Four of them, as four processes would have; they know nothing of each other.
const processes = await Promise.all(Array.from({ length: 4 }, () => createCaches(settings)));
const caches = processes.map((each) => each.get("default"));

let loads = 0;
async function makeReport() {
  loads += 1;
  await sleep(200); // what takes long
  return { number: loads };
}

const cold = await Promise.all(caches.map((cache) => cache.getOrSet("report", makeReport, 60)));
assert.deepEqual(cold, Array(4).fill({ number: 1 }));
assert.equal(loads, 1);
// #endregion cold

// #region expired
await caches[0].set("report", { number: 1 }, "100ms");
await sleep(1300); // the timeout is over; with 2 seconds for the herd, every reader now finds the value missing
const answers = await Promise.all(caches.map((cache) => cache.getOrSet("report", makeReport, 60)));
console.log(answers.map(({ number }) => number).sort()); // [ 1, 1, 1, 2 ]: one loads, the others get the old value at once
assert.equal(loads, 2); // the one before and this one
// #endregion expired

// #region ttl
const [cache] = caches;
await cache.set("user:1", { name: "Ada" }, 300);
assert.equal(await cache.ttl("user:1"), 302); // the key's life in Redis, with the time for the herd
await cache.set("visits", 41, 300);
assert.equal(await cache.incr("visits"), 42); // a counter stays a bare integer
assert.equal(await cache.ttl("visits"), 300);
// #endregion ttl

await Promise.all(processes.map((each) => each.close()));
