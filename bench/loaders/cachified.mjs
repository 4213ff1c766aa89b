import { cachified } from "@epic-web/cachified";
import { Redis } from "ioredis";

/** @type {import("../contract.d.ts").LoaderCandidate} */
export default {
  name: "cachified",
  open: async (url) => {
    const redis = new Redis(url);
    // The adapter of its README: JSON, and the lifetime that it requests. It has no tags.
    const cache = {
      name: "Redis",
      get: (/** @type {string} */ key) =>
        redis.get(key).then((text) => (text === null ? null : JSON.parse(text))),
      set: (/** @type {string} */ key, /** @type {any} */ entry) => {
        const { ttl, swr, createdTime } = entry.metadata;
        const until = createdTime + (ttl ?? 0) + (swr ?? 0);
        return redis.set(key, JSON.stringify(entry), "PXAT", until);
      },
      delete: (/** @type {string} */ key) => redis.del(key),
    };
    /** @type {(key: string, loader: () => Promise<unknown>, seconds: number, swr?: number) => Promise<unknown>} */
    const load = (key, getFreshValue, seconds, swr = 0) =>
      cachified({ key, cache, getFreshValue, ttl: seconds * 1000, swr });
    return {
      load,
      stale: (key, loader, seconds) => load(key, loader, seconds, 3_600_000),
      close: () => redis.quit(),
    };
  },
};
