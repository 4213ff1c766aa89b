import assert from "node:assert/strict";
// #region choose
import { createCaches } from "coffer";

const LOCATION = process.env.REDIS_URL ?? "redis://127.0.0.1:6379/1";
const caches = await createCaches({
  CACHES: {
    default: {
      LOCATION,
      KEY_PREFIX: "shop",
      OPTIONS: { COMPRESSOR: "zstd", COMPRESSOR_MIN_LENGTH: 1000 }, // bytes
    },
  },
});
const cache = caches.get("default");
// #endregion choose

// #region saved
const orders = Array.from({ length: 100 }, (_, id) => ({
  id,
  state: "paid",
  currency: "EUR",
  total: id * 3,
}));
await cache.set("orders", orders);
const redis = await caches.getRedisConnection("default");
const stored = await redis.strlen("shop:1:orders");
assert.ok(JSON.stringify(orders).length > 5 * stored);
assert.deepEqual(await cache.get("orders"), orders);
// #endregion saved

// #region switch
await redis.set("shop:1:plain", '{"written":"before"}'); // by the cache as it was, without a compressor
assert.deepEqual(await cache.get("plain"), { written: "before" });

// #endregion switch

// Values, and what `npx coffer train-dictionary --pattern "user:*" --output users.dict` makes of them.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "@coffer/cli";

const user = (id) => ({
  id,
  name: `Ada Lovelace ${id}`,
  email: `ada${id}@example.com`,
  roles: ["buyer"],
  active: id % 3 > 0,
});
await cache.setMany(Array.from({ length: 2000 }, (_, index) => [`user:${index}`, user(index * 7919)]));
const folder = await mkdtemp(join(tmpdir(), "dictionary-"));
const DICTIONARY = join(folder, "users.dict");
await run([
  ...["train-dictionary", "--pattern", "user:*", "--output", DICTIONARY],
  ...["--settings", `${LOCATION}?key_prefix=shop`],
]);

// #region dictionary
const trained = await createCaches({
  CACHES: { default: { LOCATION, OPTIONS: { COMPRESSOR: "zstd", COMPRESSOR_MIN_LENGTH: 50, DICTIONARY } } },
});
await trained.get("default").set("user:1", user(1));
assert.deepEqual(await trained.get("default").get("user:1"), user(1));
const bytes = await redis.strlen(":1:user:1");
assert.ok(JSON.stringify(user(1)).length > 2 * bytes);
// #endregion dictionary

// #region bomb
const careful = await createCaches({
  CACHES: {
    default: { LOCATION, KEY_PREFIX: "shop", OPTIONS: { COMPRESSOR: "zstd", MAX_VALUE_BYTES: 1000 } },
  },
});
await assert.rejects(careful.get("default").get("orders"), { code: "ERR_TOO_LARGE" });
// #endregion bomb

await Promise.all([caches.close(), trained.close(), careful.close()]);
await rm(folder, { recursive: true });
