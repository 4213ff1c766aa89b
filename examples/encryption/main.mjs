// Values that only the holder of a key can read, and how keys are changed while the caches are in use.
import { randomBytes } from "node:crypto";
import { createCaches } from "coffer";
import { settingsWith } from "./settings.mjs";

// For the demonstration; an application gets keys from its secret store.
process.env.CACHE_KEY_JANUARY ??= randomBytes(32).toString("base64");
process.env.CACHE_KEY_JUNE ??= randomBytes(32).toString("base64");

/** @param {string[]} ids */
async function open(...ids) {
  const caches = await createCaches(settingsWith(ids), { parent: import.meta });
  return { caches, cache: caches.get("default") };
}

const before = await open("january");
await before.cache.set("patient:1", { name: "Ada", visits: [new Date()] });
const redis = /** @type {import("ioredis").Redis} */ (await before.caches.getRedisConnection("default"));
const stored = await redis.getBuffer(before.cache.makeKey("patient:1").redisKey);
console.log("Redis has    ", stored);
console.log("the cache    ", await before.cache.get("patient:1"));

console.log("\nA writer of Redis cannot pass one patient's value off as another's:");
await redis.set(before.cache.makeKey("patient:7").redisKey, /** @type {Buffer} */ (stored));
await before.cache.get("patient:7").catch((error) => console.log(`${error}`));

console.log("\nEvery process gets the new key, which then encrypts. The old one still reads:");
const during = await open("june", "january");
await during.cache.set("patient:2", { name: "Grace" });
console.log("both are read", [...(await during.cache.getMany(["patient:1", "patient:2"])).values()]);

console.log(
  "\nWhen the last value of the old key has expired, the key is removed. What is left of it is an error:",
);
const after = await open("june");
await after.cache.get("patient:1").catch((error) => console.log(`${error}`));

await after.cache.clear();
for (const { caches } of [before, during, after]) await caches.close();
