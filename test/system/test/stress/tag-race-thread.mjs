// A thread of the race between loads and invalidations. The source of each key is a number in memory that all threads
// share. A writer increments it, invalidates, and records that the invalidation was acknowledged. A call that begins
// after that must get this number or a higher one. With the layer near, that holds only if this thread invalidated it
// itself, or if MAX_LAG has passed since.
import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { createCaches } from "coffer";

const { settings, shared, keys, milliseconds, evicts, lag } = workerData;
const source = new Int32Array(shared, 0, keys);
const acknowledged = new Int32Array(shared, keys * 4, keys);
/** Errors that are not thrown to a caller, such as that of a loaded value which could not be stored. */
const errors = [];
const note = (error, message) => errors.push(`${message}: ${error}`);
settings.CACHES.default.OPTIONS.LOGGER = { error: note, warn: note, info() {} };
const caches = await createCaches(settings, { parent: import.meta });
const cache = caches.get();
await caches.ready();

/** Half of the keys have a tag that the call names, the others one that only the loader knows. */
const isLate = (key) => key % 2 === 1;
const wait = (most = 4) => sleep(Math.random() * most);
/** What this thread has invalidated itself. */
const own = new Int32Array(keys);
/** What was acknowledged at some moments. The first one is the latest that is at least `lag` ago, if there is one. */
const moments = [];
const violations = [];
let reads = 0;
let loads = 0;

function noteMoment() {
  const now = performance.now();
  if (now < (moments.at(-1)?.at ?? 0) + lag / 10) return;
  moments.push({ at: now, values: Int32Array.from(acknowledged) });
}

/** The lowest number that a read which begins now may get. */
function leastOf(key) {
  if (lag === undefined) return Atomics.load(acknowledged, key);
  noteMoment();
  const seen = performance.now() - lag;
  while (moments.length > 1 && moments[1].at < seen) moments.shift();
  return moments[0].at < seen ? Math.max(own[key], moments[0].values[key]) : own[key];
}

async function read(key) {
  const least = leastOf(key);
  const load = async (context) => {
    loads++;
    await wait();
    const value = Atomics.load(source, key);
    // Long enough for others to invalidate meanwhile, and for later callers to find this load still running.
    await wait(20);
    if (isLate(key)) context.tag(`tag:${key}`);
    return value;
  };
  const tags = isLate(key) ? [] : [`tag:${key}`, "common"];
  const options = { timeout: 60, tags };
  const value =
    Math.random() < 0.3 ? await cache.get(`k${key}`) : await cache.getOrSet(`k${key}`, load, options);
  reads++;
  if (value !== undefined && value < least) violations.push({ key, value, least });
}

async function invalidate(key) {
  const next = Atomics.add(source, key, 1) + 1;
  await wait();
  await cache.deleteByTag(`tag:${key}`);
  own[key] = Math.max(own[key], next);
  // Another thread may have noted a higher one.
  for (let seen = Atomics.load(acknowledged, key); seen < next; seen = Atomics.load(acknowledged, key)) {
    if (Atomics.compareExchange(acknowledged, key, seen, next) === seen) break;
  }
}

/** Deletes the key of a tag, as if Redis had evicted it. */
async function evict(key) {
  const redis = await caches.getRedisConnection("default", { key: `tag:${key}` });
  await redis.del(cache.client.siblingOf(cache.makeKey(`tag:${key}`).redisKey, "tag").redisKey);
}

const end = performance.now() + milliseconds;
/** On a busy machine, it takes longer until values have been found, loaded and, with near, read from memory. */
const isEnough = () => reads > loads && loads > 0 && (lag === undefined || cache.stats().near.hits > 0);
const isOver = (now = performance.now()) => now > end && (isEnough() || now > end + 60_000);
async function caller() {
  while (!isOver()) {
    const key = Math.floor(Math.random() * keys);
    const what = Math.random();
    if (what < 0.12) await invalidate(key);
    else if (evicts && what < 0.14) await evict(key);
    else await read(key);
    if (what > 0.9) await sleep(Math.random() * 3);
  }
}
await Promise.all(Array.from({ length: 20 }, caller));
const { near } = cache.stats();
await caches.close();
parentPort.postMessage({ reads, loads, violations, errors, hits: near?.hits });
