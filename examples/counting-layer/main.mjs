// Which keys are read most? A layer of thirty lines counts, over any client, together with other layers.
import { createCaches } from "coffer";
import { settings } from "./settings.mjs";

const caches = await createCaches(settings, { parent: import.meta });
const cache = caches.get();

await cache.setMany({ "user:1": "Ada", "user:2": "Grace" });
console.log("two users  ", [...(await cache.getMany(["user:1", "user:2"])).values()]);
console.log("one of them", await cache.get("user:1"));

const load = async () => ({ total: 42 });
console.log("a report   ", await cache.getOrSet("report:sales", load, "1m"));
console.log("once more  ", await cache.getOrSet("report:sales", load, "1m"));

const { reads } = /** @type {import("./counting.mjs").Counting} */ (/** @type {unknown} */ (cache.client));
console.log("\nreads      ", Object.fromEntries(reads));

await cache.clear();
await caches.close();
