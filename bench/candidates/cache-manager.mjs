import { createKeyv } from "@keyv/redis";
import { createCache } from "cache-manager";

/** @type {import("../contract.d.ts").Candidate} */
export default {
  name: "cache-manager",
  kind: "cache",
  open: async (url) => {
    // Redis only: a layer in memory would answer without Redis, which is a different measurement.
    const cache = createCache({ stores: [createKeyv(url, { throwOnErrors: true })] });
    return {
      get: (key) => cache.get(key),
      set: (key, value, seconds) => cache.set(key, value, seconds * 1000),
      getMany: (keys) => cache.mget(keys),
      setMany: (entries, seconds) =>
        cache.mset(entries.map(([key, value]) => ({ key, value, ttl: seconds * 1000 }))),
      getOrSet: (key, load, seconds) => cache.wrap(key, load, seconds * 1000),
      close: () => cache.disconnect(),
    };
  },
};
