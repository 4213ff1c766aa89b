// One of several processes that update the same key: node updating-child.mjs <URL> <layers as JSON> <writers>
// <updates of each> Prints "ready", waits for a line, and updates.
import { once } from "node:events";
import { createCaches } from "@coffer/cache-core";

const [LOCATION, LAYERS, writers, updates] = process.argv.slice(2);
const OPTIONS = {
  CLIENT_CLASS: "default",
  LAYERS: JSON.parse(LAYERS),
  SERIALIZER: "@coffer/serializer-json",
  CONNECTION_FACTORY: "@coffer/connection-ioredis",
};
const caches = await createCaches({ CACHES: { default: { LOCATION, OPTIONS } } }, { parent: import.meta });
await caches.ready();
console.log("ready");
await once(process.stdin, "data");

const cache = caches.get();
const change = ({ sum, by } = { sum: 0, by: {} }) => ({
  sum: sum + 1,
  by: { ...by, [process.pid]: (by[process.pid] ?? 0) + 1 },
});
const write = async () => {
  for (let n = 0; n < Number(updates); n++) await cache.update("k", change);
};
await Promise.all(Array.from({ length: Number(writers) }, write));
await caches.close();
process.stdin.destroy();
