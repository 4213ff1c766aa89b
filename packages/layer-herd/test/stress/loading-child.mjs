// One of several processes that request the same key:
// node loading-child.mjs <URLs> <client> <connection factory> <callers> <ms that a load takes> <seconds of a lease>
// Prints "ready", waits for a line, and calls; prints each load as it starts, and in the end the callers' results.
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { createCaches } from "@coffer/cache-core";

const [LOCATION, CLIENT_CLASS, CONNECTION_FACTORY, callers, milliseconds, lease] = process.argv.slice(2);
const OPTIONS = {
  CLIENT_CLASS,
  LAYERS: ["herd"],
  SERIALIZER: "@coffer/serializer-json",
  CONNECTION_FACTORY,
  CACHE_HERD_LOCK_TIMEOUT: Number(lease),
};
const caches = await createCaches({ CACHES: { default: { LOCATION, OPTIONS } } }, { parent: import.meta });
await caches.ready();
console.log("ready");
await once(process.stdin, "data");

const load = async () => {
  console.log("load");
  await sleep(Number(milliseconds));
  return { by: process.pid };
};
const cache = caches.get();
const got = await Promise.all(
  Array.from({ length: Number(callers) }, () => cache.getOrSet("report", load, 60)),
);
console.log(JSON.stringify([...new Set(got.map((each) => each.by))]));
await caches.close();
process.stdin.destroy();
