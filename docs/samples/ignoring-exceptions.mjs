import assert from "node:assert/strict";

// #region settings
import { createCaches } from "coffer";

const lines = [];
const caches = await createCaches({
  CACHES: {
    default: {
      LOCATION: "redis://127.0.0.1:1/0", // nobody listens there
      OPTIONS: {
        IGNORE_EXCEPTIONS: true,
        LOG_IGNORED_EXCEPTIONS: true,
        LOGGER: { error: (error, message) => lines.push(`${error.code}: ${message}`), info: () => {} },
      },
    },
    strict: { LOCATION: "redis://127.0.0.1:1/0" },
  },
});
const cache = caches.get("default");
// #endregion settings

// #region quiet
assert.equal(await cache.get("user:1"), undefined);
assert.equal(await cache.get("user:1", "nobody"), "nobody"); // the fallback
assert.equal(await cache.set("user:1", { name: "Ada" }), false); // not stored
assert.deepEqual(await cache.setMany({ a: 1, b: 2 }), ["a", "b"]); // the keys that failed
assert.deepEqual(await cache.getMany(["a", "b"]), new Map());
assert.equal(await cache.getOrSet("report", () => "made anew"), "made anew"); // the loader runs
assert.equal(await cache.incr("visits"), 0);
assert.deepEqual(await cache.smembers("tags"), new Set());
// #endregion quiet

// #region log
assert.deepEqual(lines, ["ERR_UNREACHABLE: Exception ignored in get of the cache default"]);
// #endregion log

// #region strict
await assert.rejects(caches.get("strict").get("user:1"), {
  name: "ConnectionInterrupted",
  code: "ERR_UNREACHABLE",
});
// #endregion strict

// #region loud
await assert.rejects(async () => cache.set("user:1", "x", "5 minutes"), TypeError); // a mistake
await assert.rejects(async () => cache.set("user:1", new Map()), { code: "ERR_ENCODE" }); // would not come back equal
await assert.rejects(cache.lock("job").acquire(), { code: "ERR_UNREACHABLE" }); // never ignored
await assert.rejects(caches.ready(), { code: "ERR_UNREACHABLE" });
// #endregion loud

// #region stats
assert.ok(caches.stats().default.errorCodes.ERR_UNREACHABLE > 5); // counted, ignored or not
// #endregion stats

await caches.close();
