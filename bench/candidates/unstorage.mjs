import { createStorage } from "unstorage";
import redisDriver from "unstorage/drivers/redis";

/** @type {import("../contract.d.ts").Candidate} */
export default {
  name: "unstorage",
  kind: "cache",
  open: async (url) => {
    const storage = createStorage({ driver: redisDriver({ url }) });
    return {
      get: (key) => storage.getItem(key),
      set: (key, value, seconds) => storage.setItem(key, /** @type {object} */ (value), { ttl: seconds }),
      getMany: (keys) => storage.getItems(keys),
      setMany: (entries, seconds) => {
        const items = entries.map(([key, value]) => ({ key, value: /** @type {object} */ (value) }));
        return storage.setItems(items.map((item) => ({ ...item, options: { ttl: seconds } })));
      },
      // It has no such method; this is what its users write.
      getOrSet: async (key, load, seconds) => {
        const found = await storage.getItem(key);
        if (found !== null) return found;
        const value = /** @type {object} */ (await load());
        await storage.setItem(key, value, { ttl: seconds });
        return value;
      },
      close: () => storage.dispose(),
    };
  },
};
