// In a fresh process, so that its peak memory is that of one command over very many keys.
import { createCaches } from "coffer";

const [url = "", command] = process.argv.slice(2);
const caches = await createCaches({ CACHES: { default: { LOCATION: url, KEY_PREFIX: "bench" } } });
const cache = caches.get("default");
await cache.get("first");

// Of the process, in kilobytes, at its highest so far.
const before = process.resourceUsage().maxRSS;
const start = performance.now();
let keys = 0;
if (command === "deletePattern") keys = await cache.deletePattern("user:*");
if (command === "clear") await cache.clear();
if (command === "iterKeys") for await (const key of cache.iterKeys("user:*")) keys += key.length > 0 ? 1 : 0;
const seconds = (performance.now() - start) / 1000;
const megabytes = (process.resourceUsage().maxRSS - before) / 1024;
console.log(JSON.stringify({ seconds, megabytes, keys }));
await caches.close();
