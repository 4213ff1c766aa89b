import KeyvRedis from "@keyv/redis";
import { Keyv } from "keyv";

/** @type {import("../contract.d.ts").Candidate} */
export default {
  name: "keyv",
  kind: "cache",
  open: async (url) => {
    const keyv = new Keyv(new KeyvRedis(url), { throwOnErrors: true });
    return {
      get: (key) => keyv.get(key),
      set: (key, value, seconds) => keyv.set(key, value, seconds * 1000),
      getMany: (keys) => keyv.get(keys),
      setMany: (entries, seconds) =>
        keyv.setMany(entries.map(([key, value]) => ({ key, value, ttl: seconds * 1000 }))),
      // It has no such method; this is what its users write.
      getOrSet: async (key, load, seconds) => {
        const found = await keyv.get(key);
        if (found !== undefined) return found;
        const value = await load();
        await keyv.set(key, value, seconds * 1000);
        return value;
      },
      close: () => keyv.disconnect(),
    };
  },
};
