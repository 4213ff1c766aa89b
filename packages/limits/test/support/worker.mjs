// One of several processes that use the same limit. The argument is JSON: the settings, and what to do. Prints
// "ready", waits for a line, works, prints the result as JSON, and ends.
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { limiter, semaphore, windowCounter } from "@coffer/limits";
import { createCaches } from "coffer";

const { settings, work, options, times } = JSON.parse(process.argv[2] ?? "");
const caches = await createCaches(settings, { parent: import.meta });
const cache = caches.get();
await caches.ready();

const each = (/** @type {() => Promise<unknown>} */ call) => Promise.all(Array.from({ length: times }, call));

/** @type {Record<string, () => Promise<unknown>>} */
const works = {
  async take() {
    const limit = limiter(caches, options);
    return each(async () => (await limit.take("ada")).allowed);
  },
  async hit() {
    const counter = windowCounter(caches, options);
    return each(async () => (await counter.hit("ada")).count);
  },
  /** The number of concurrent holders that each one saw. */
  async enter() {
    const places = semaphore(caches, options);
    return each(() =>
      places.using(async () => {
        const inside = await cache.incr("inside", 1, { ignoreKeyCheck: true });
        await sleep(10);
        await cache.decr("inside");
        return inside;
      }),
    );
  },
  async hold() {
    return semaphore(caches, options).using(async () => {
      console.log("held");
      await once(process.stdin, "data");
      return "let go";
    });
  },
};

console.log("ready");
await once(process.stdin, "data");
console.log(JSON.stringify(await works[work]?.()));
await caches.close();
process.stdin.destroy();
