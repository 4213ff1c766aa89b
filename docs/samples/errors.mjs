import assert from "node:assert/strict";
import { createCaches } from "coffer";

const LOCATION = process.env.REDIS_URL ?? "redis://127.0.0.1:6379/1";
const caches = await createCaches({ CACHES: { default: { LOCATION } } });
const cache = caches.get("default");

// #region code
const found = await cache.get("user:1").catch((error) => {
  if (error.code === "ERR_TIMEOUT" || error.code === "ERR_UNREACHABLE") return undefined; // go on without it
  throw error;
});
// #endregion code
assert.equal(found, undefined);

// #region cause
await cache.sadd("tags", "a");
await assert.rejects(cache.hget("tags", "field"), (error) => {
  assert.equal(error.name, "ConnectionInterrupted");
  assert.equal(error.code, "ERR_REPLY");
  assert.match(error.cause.message, /^WRONGTYPE/); // what Redis said
  return true;
});
// #endregion cause

// #region mistakes
const settings = { CACHES: { default: { LOCATION, TIMEOUT: "soon", OPTIONS: { SERIALISER: "json" } } } };
await assert.rejects(createCaches(settings), (error) => {
  assert.equal(error.code, "ERR_IMPROPERLY_CONFIGURED");
  assert.equal(error.problems.length, 2);
  assert.match(error.problems[1].message, /^CACHES\.default\.OPTIONS\.SERIALISER: .*did you mean SERIALIZER/);
  return true;
});
// #endregion mistakes

await caches.close();
// #region closed
await assert.rejects(cache.get("user:1"), { code: "ERR_CLOSED" });
// #endregion closed
