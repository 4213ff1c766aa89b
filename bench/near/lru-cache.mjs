import { LRUCache } from "lru-cache";

/** @type {import("../contract.d.ts").NearCandidate} */
export default {
  name: "lru-cache alone",
  keeps: true,
  hears: false,
  open: async () => {
    /** @type {LRUCache<string, any>} */
    const cache = new LRUCache({ max: 10_000 });
    return {
      get: async (key) => cache.get(key),
      set: async (key, value, seconds) => cache.set(key, value, { ttl: seconds * 1000 }),
      close: async () => cache.clear(),
    };
  },
};
