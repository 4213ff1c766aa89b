import { createKeyv } from "@keyv/redis";
import { createCache } from "cache-manager";
import { CacheableMemory } from "cacheable";
import { Keyv } from "keyv";

/** @type {import("../contract.d.ts").NearCandidate} */
export default {
  name: "cache-manager, two stores",
  keeps: true,
  hears: false,
  open: async (url) => {
    // The two stores of its README.
    const memory = new Keyv({ store: new CacheableMemory({ lruSize: 10_000 }) });
    const cache = createCache({ stores: [memory, createKeyv(url)] });
    return {
      get: (key) => cache.get(key),
      set: (key, value, seconds) => cache.set(key, value, seconds * 1000),
      close: () => cache.disconnect(),
    };
  },
};
