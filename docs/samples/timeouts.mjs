import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { cache, caches } from "./_cache.mjs";

// #region forms
await cache.set("a", 1, 90); // seconds
await cache.set("a", 1, 0.25); // a quarter of one
await cache.set("a", 1, "250ms"); // the same; ms, s, m, h, d
await cache.set("a", 1, "1.5h");
await cache.set("a", 1, null); // for ever
await cache.set("a", 1); // the cache's TIMEOUT, 300 seconds by default
await cache.set("a", 1, 0); // gone at once
assert.equal(await cache.get("a"), undefined);
// #endregion forms

// #region problems
await assert.rejects(cache.set("a", 1, "5 minutes"), {
  name: "TypeError",
  message: /must be a number of seconds, a duration such as "500ms"/,
});
// #endregion problems

// #region ttl
await cache.set("token", "abc", "1h");
assert.equal(await cache.ttl("token"), 3600); // seconds, rounded up
const left = await cache.pttl("token"); // milliseconds
assert.ok(left > 3_590_000 && left <= 3_600_000);

await cache.set("config", { theme: "dark" }, null);
assert.equal(await cache.ttl("config"), null); // no expiry
assert.equal(await cache.ttl("nothing"), 0); // no such key
// #endregion ttl

// #region expire
assert.equal(await cache.expire("config", "10m"), true);
assert.equal(await cache.ttl("config"), 600);
assert.equal(await cache.expire("config", null), true); // the same as persist
assert.equal(await cache.persist("token"), true);
assert.equal(await cache.persist("token"), false); // there was no expiry to remove
assert.equal(await cache.expire("nothing", "10m"), false); // no such key

await cache.touch("config"); // the cache's TIMEOUT again
assert.equal(await cache.ttl("config"), 300);
// #endregion expire

// #region at
const midnight = new Date();
midnight.setHours(24, 0, 0, 0);
await cache.expireAt("config", midnight); // or seconds since 1970
await cache.pexpireAt("config", midnight.getTime()); // or a Date
await cache.pexpire("config", 1500); // milliseconds from now
// #endregion at

// #region sliding
async function session(id) {
  const key = `session:${id}`;
  const found = await cache.get(key);
  if (found !== undefined) await cache.touch(key, "30m");
  return found;
}
// #endregion sliding
await cache.set("session:7", { user: "Ada" }, "1s");
assert.deepEqual(await session("7"), { user: "Ada" });
assert.equal(await cache.ttl("session:7"), 1800);

// #region keep
await cache.set("visits", 41, "1h");
await cache.incr("visits"); // keeps the expiry
assert.equal(await cache.ttl("visits"), 3600);
await cache.set("visits", 42); // does not: it has the cache's TIMEOUT now
assert.equal(await cache.ttl("visits"), 300);
// #endregion keep

// #region jitter
const spread = (seconds) => seconds * (0.9 + Math.random() * 0.2);
await cache.set("report", { orders: 3 }, spread(3600)); // 54 to 66 minutes
// #endregion jitter
const seconds = await cache.ttl("report");
assert.ok(seconds >= 3239 && seconds <= 3960);

await cache.set("b", 1, "20ms");
await sleep(60);
assert.equal(await cache.ttl("b"), 0);
await caches.close();
