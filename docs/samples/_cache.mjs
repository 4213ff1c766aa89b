// What the pages call "cache": one with a prefix, on the server of REDIS_URL.
import { createCaches } from "coffer";

export const LOCATION = process.env.REDIS_URL ?? "redis://127.0.0.1:6379/1";
export const caches = await createCaches({ CACHES: { default: { LOCATION, KEY_PREFIX: "shop" } } });
export const cache = caches.get("default");
