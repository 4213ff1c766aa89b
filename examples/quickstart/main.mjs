// A tour of coffer: each step prints the call and its answer.
import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import { createCaches } from "coffer";
import { readSettings } from "./read-settings.mjs";

const caches = await createCaches(await readSettings(), { parent: import.meta });
await caches.ready();
const cache = caches.get("default");

/**
 * Prints a call as it is written here, and its answer.
 * @param {() => Promise<unknown> | unknown} call
 */
async function show(call) {
  const answer = await call();
  const source = call
    .toString()
    .replace(/^(async )?\(\) =>\s*/, "")
    .replace(/\s+/g, " ");
  console.log(`  ${source}\n    -> ${inspect(answer, { breakLength: 100 })}`);
}
/** @param {string} title */
const chapter = (title) => console.log(`\n${title}`);

console.log(
  process.env.REDIS_URL
    ? "coffer on the server of REDIS_URL"
    : "coffer on ioredis-mock (set REDIS_URL for a real server)",
);
await cache.clear();

chapter("Values come back equal; a missing key is undefined, a stored null is a hit");
await show(() => cache.set("user:1", { name: "Ada", tags: ["math", "engines"] }));
await show(() => cache.get("user:1"));
await show(() => cache.get("user:2"));
await show(() => cache.get("user:2", "nobody"));

chapter("Timeouts are seconds, or durations with a unit; null means never");
await show(() => cache.set("session", "abc", "150ms"));
await show(() => cache.pttl("session").then((left) => left !== null && left > 0 && left <= 150));
await sleep(200);
await show(() => cache.get("session"));
await show(() => cache.set("config", { theme: "dark" }, null));
await show(() => cache.ttl("config"));
await show(() => cache.expire("config", "1h"));
await show(() => cache.ttl("config"));

chapter("Write only if the key is missing (nx), or only if it exists (xx)");
await show(() => cache.set("leader", "me", { timeout: 30, nx: true }));
await show(() => cache.set("leader", "you", { timeout: 30, nx: true }));
await show(() => cache.set("follower", "you", { xx: true }));

chapter("Counters, and integers of any size");
await show(() => cache.set("visits", 41));
await show(() => cache.incr("visits"));
await show(() => cache.decr("visits", 2));
await show(() => cache.set("atoms", 9007199254740993n));
await show(() => cache.get("atoms"));

chapter("Many keys at once");
await show(() => cache.setMany({ "fruit:apple": 3, "fruit:pear": 5, "fruit:plum": 8 }, "10m"));
await show(() => cache.getMany(["fruit:apple", "fruit:kiwi", "fruit:plum"]));
await show(() => cache.deleteMany(["fruit:apple", "fruit:kiwi"]));

chapter("Keys by pattern, without their prefix and version");
await show(() => cache.keys("fruit:*").then((keys) => keys.sort()));
await show(() => cache.deletePattern("fruit:*"));

chapter("getOrSet: 100 callers of a cold key cause one load");
let loads = 0;
const load = async () => {
  loads += 1;
  return { report: "slow to make" };
};
const hundred = Array.from({ length: 100 });
await show(() =>
  Promise.all(hundred.map(() => cache.getOrSet("report", load, 60))).then((all) => all.length),
);
await show(() => cache.get("report"));
await show(() => loads);

chapter("Wrong arguments are an error before anything is sent");
await show(() => cache.set("when", new Date()).catch((error) => `${error.name}: ${error.message}`));
await show(() =>
  cache.set("x", 1, { nx: true, xx: true }).catch((error) => `${error.name}: ${error.message}`),
);
const wrong = /** @type {any} */ ("5 minutes");
await show(() => cache.set("x", 1, wrong).catch((error) => `${error.name}: ${error.message}`));

await cache.clear();
await caches.close();
