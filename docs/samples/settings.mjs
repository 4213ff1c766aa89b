import assert from "node:assert/strict";
// #region file
import { createCaches } from "coffer";

const caches = await createCaches("settings.json"); // relative to the working directory
const cache = caches.get(); // "default"
const counters = caches.get("counters");
assert.deepEqual(caches.aliases, ["default", "counters"]);
// #endregion file
assert.equal(cache.alias, "default");
assert.equal(counters.alias, "counters");
await caches.close();

// #region code
const settings = {
  LOGGER: { error: (error, message) => process.stderr.write(`${message}: ${error.message}\n`) },
  CACHES: {
    default: {
      LOCATION: process.env.REDIS_URL ?? "redis://127.0.0.1:6379/1",
      OPTIONS: { LOG_IGNORED_EXCEPTIONS: true, IGNORE_EXCEPTIONS: true },
    },
  },
};
const fromCode = await createCaches(settings, { parent: import.meta });
// #endregion code

// #region url
const fromUrl = await createCaches("redis://127.0.0.1:6379/1?timeout=300&key_prefix=shop&compressor=zlib");

process.env.CACHE_URL = "redis://:secret@127.0.0.1:6379/1?timeout=5m&client=herd";
const fromEnvironment = await createCaches();
// #endregion url

// #region mistakes
const mistaken = {
  CACHES: {
    default: {
      LOCATION: "redis://127.0.0.1:6379/1",
      TIMEOUT: "soon",
      KEY_PREFX: "shop",
      OPTIONS: { SOCKET_TIMEOUT: "1s", COMPRESSOR: "@acme/zip" },
    },
  },
};
const error = await createCaches(mistaken).catch((error) => error);
assert.equal(error.code, "ERR_IMPROPERLY_CONFIGURED");
assert.equal(error.problems.length, 4);
for (const { message } of error.problems) console.log(message);
// #endregion mistakes

// #region prefixes
const keyed = await createCaches({
  CACHES: {
    default: {
      LOCATION: process.env.REDIS_URL ?? "redis://127.0.0.1:6379/1",
      KEY_PREFIX: "shop",
      VERSION: 2,
    },
  },
});
assert.equal(String(keyed.get().makeKey("user:1")), "shop:2:user:1");
assert.equal(String(keyed.get().makeKey("user:1", { version: 3 })), "shop:3:user:1");
// #endregion prefixes
await keyed.close();

// #region key-function
const tenants = await createCaches({
  CACHES: {
    default: {
      LOCATION: process.env.REDIS_URL ?? "redis://127.0.0.1:6379/1",
      KEY_PREFIX: "shop",
      KEY_FUNCTION: (key, prefix, version) => `${prefix}/${version}/${key}`,
      REVERSE_KEY_FUNCTION: (redisKey) => redisKey.split("/").slice(2).join("/"),
    },
  },
});
await tenants.get().set("user:1", "Ada");
assert.equal(String(tenants.get().makeKey("user:1")), "shop/1/user:1");
assert.deepEqual(await tenants.get().keys("user:*"), ["user:1"]);
// #endregion key-function
await tenants.close();

for (const each of [fromCode, fromUrl, fromEnvironment]) await each.close();
