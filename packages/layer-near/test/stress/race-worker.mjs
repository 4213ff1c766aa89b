// One of several threads that read and count the same keys, each through its own cache.
import { setTimeout as pause } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { createCaches } from "@coffer/cache-core";

const { settings, keys, leastReads, writesOf1000, callers } = workerData;
const caches = await createCaches(settings, { parent: import.meta });
const cache = caches.get();
const seen = new Map(keys.map((key) => [key, 0]));
const counts = { reads: 0, writes: 0, overlooked: 0, back: 0, examples: [] };
let isOver = false;

/** The minimum for a read that starts now: what this thread has seen, or written itself. */
function check(key, least, value) {
  counts.reads += 1;
  if (value >= least) seen.set(key, Math.max(seen.get(key), value));
  else {
    counts.back += 1;
    if (counts.examples.length < 5) counts.examples.push({ key, least, value });
  }
}

const READS = [
  async (key) => check(key, seen.get(key), await cache.get(key, 0)),
  async (key) => check(key, seen.get(key), await cache.getOrSet(key, 0)),
  async (_key) => {
    const least = new Map(seen);
    const found = await cache.getMany(keys);
    for (const key of keys) check(key, least.get(key), found.get(key) ?? 0);
  },
];

async function write(key) {
  const written = await cache.incr(key);
  counts.writes += 1;
  // From here on no read in this thread may return less.
  if (written > seen.get(key)) seen.set(key, written);
  if ((await cache.get(key)) < written) counts.overlooked += 1;
}

const random = (count) => Math.floor(Math.random() * count);

async function call() {
  while (!isOver || counts.reads < leastReads) {
    const key = keys[random(keys.length)];
    if (random(1000) < writesOf1000) await write(key);
    else await READS[random(READS.length)](key);
  }
}

await cache.getMany(keys);
while (cache.stats().near.state !== "armed") await pause(5);
parentPort.on("message", async (asked) => {
  if (asked === "go") {
    await Promise.all(Array.from({ length: callers }, call));
    parentPort.postMessage({ counts, near: cache.stats().near });
  } else if (asked === "stop") isOver = true;
  // The content of memory when no calls are running.
  else parentPort.postMessage({ found: Object.fromEntries(await cache.getMany(keys)) });
});
parentPort.postMessage("ready");
