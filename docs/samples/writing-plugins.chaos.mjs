import assert from "node:assert/strict";
// #region chaos
import { ConnectionFactory } from "@coffer/connection-ioredis";
import { Chaos } from "@coffer/plugin-kit";
import { createCaches } from "coffer";

const chaos = new Chaos({ seed: 7, shares: { refused: 0.1, lost: 0.1, late: 0.1, error: 0.05 } });
const caches = await createCaches({
  CACHES: {
    default: {
      LOCATION: process.env.REDIS_URL ?? "redis://127.0.0.1:6379/1",
      OPTIONS: { CONNECTION_FACTORY: chaos.over(ConnectionFactory), IGNORE_EXCEPTIONS: true },
    },
  },
});
const cache = caches.get("default");

for (let n = 0; n < 300; n += 1) {
  await cache.set(`number:${n}`, n, "1m");
  const value = await cache.get(`number:${n}`);
  assert.ok(value === n || value === undefined, "a miss is allowed, a wrong value is not");
  assert.equal(await cache.getOrSet(`loaded:${n}`, () => n, "1m"), n);
}
assert.ok(chaos.injected.lost > 0 && chaos.injected.refused > 0);
// #endregion chaos

// #region plan
chaos.isOn = false;
chaos.plan("lost"); // the next call, and no other

assert.equal(await cache.set("key", "stored all the same"), false);
assert.equal(await cache.get("key"), "stored all the same");
// #endregion plan

await caches.close();
