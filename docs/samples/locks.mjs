import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { cache, caches } from "./_cache.mjs";

// #region using
const redisKey = await cache.lock("lock:report").using(async (signal) => {
  const report = await makeReport(signal); // nobody else is here meanwhile
  return report;
});
assert.deepEqual(redisKey, { orders: 3 });
// #endregion using

/** @param {AbortSignal} signal */
async function makeReport(signal) {
  signal.throwIfAborted();
  return { orders: 3 };
}

// #region acquire
const lock = cache.lock("lock:import", { timeout: "30s" });
const held = await lock.acquire({ blockingTimeout: "5s" });
if (held === null) {
  console.log("somebody else is at it"); // not got within five seconds
} else {
  try {
    await importOrders();
    await held.extend("30s"); // 30 more seconds
    await importOrders();
  } finally {
    await held.release();
  }
}
// #endregion acquire

async function importOrders() {
  assert.equal(await lock.locked(), true);
}

// #region once
const other = await cache.lock("lock:nightly", { timeout: "10m" }).acquire({ blocking: false });
assert.notEqual(other, null); // the first one to come gets it
const second = await cache.lock("lock:nightly", { timeout: "10m" }).acquire({ blocking: false });
assert.equal(second, null); // all others get null, at once
// #endregion once
await other?.release();

// #region lost
const short = await cache.lock("lock:short", { timeout: "50ms" }).acquire();
await sleep(100); // longer than the timeout
assert.equal(await short.owned(), false);
await assert.rejects(short.release(), { code: "ERR_LOCK_NOT_OWNED" });
// #endregion lost

// #region aborted
const broken = cache.lock("lock:long", { timeout: "3s" }).using(async (signal) => {
  await cache.delete("lock:long"); // somebody breaks it
  await sleep(60_000, undefined, { signal }); // ends when the loss is noticed, here after 1 s
});
const error = await broken.catch((error) => error);
assert.equal(error.name, "AbortError"); // what the work threw
assert.equal(error.cause.code, "ERR_LOCK_NOT_OWNED"); // signal.reason
// #endregion aborted

let last = 0;

// #region fencing
const fenced = cache.lock("lock:ledger", { timeout: "30s", fencing: true });
const holder = await fenced.acquire();
const token = holder.fencingToken; // greater than that of every holder before
await writeLedger("entry", token); // what is written to refuses a token smaller than the last
await holder.release();
// #endregion fencing

/** @param {string} _entry @param {number} given */
async function writeLedger(_entry, given) {
  assert.ok(given > last);
  last = given;
}
await caches.close();
