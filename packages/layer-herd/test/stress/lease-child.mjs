// One of several processes that request the same key at once. The first argument is JSON: LOCATION, CLIENT_CLASS,
// options of getOrSet, how many callers, how many milliseconds a load takes, and whether it fails. Prints "ready",
// waits for a line, and calls; prints "load" for each load, and in the end how often it got which answer, and the
// longest time that one took.
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { createCaches } from "@coffer/cache-core";

const { LOCATION, CLIENT_CLASS, options, callers, milliseconds, fails } = JSON.parse(process.argv[2] ?? "");
const OPTIONS = {
  CLIENT_CLASS,
  LAYERS: ["herd"],
  SERIALIZER: "@coffer/serializer-json",
  CONNECTION_FACTORY: "@coffer/connection-ioredis",
  CACHE_HERD_LOCK_TIMEOUT: 30,
};
const caches = await createCaches({ CACHES: { default: { LOCATION, OPTIONS } } }, { parent: import.meta });
await caches.ready();
const cache = caches.get();
console.log("ready");
await once(process.stdin, "data");

const load = async () => {
  console.log("load");
  await sleep(milliseconds);
  if (fails) throw new Error("no luck");
  return "new";
};
/** @type {Record<string, number>} */
const answers = {};
const ask = async () => {
  const answer = await cache.getOrSet("report", load, options).catch((error) => error.message);
  answers[answer] = (answers[answer] ?? 0) + 1;
};
await Promise.all(Array.from({ length: callers }, ask));
console.log(JSON.stringify(answers));
await once(process.stdin, "data");
await caches.close();
process.stdin.destroy();
