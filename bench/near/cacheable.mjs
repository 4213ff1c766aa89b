import KeyvRedis from "@keyv/redis";
import { Cacheable } from "cacheable";

/** @type {import("../contract.d.ts").NearCandidate} */
export default {
  name: "cacheable, two layers",
  keeps: true,
  // Its sync requires a message broker in addition to Redis.
  hears: false,
  open: async (url) => {
    const cacheable = new Cacheable({ secondary: /** @type {any} */ (new KeyvRedis(url)) });
    return {
      get: (key) => cacheable.get(key),
      set: (key, value, seconds) => cacheable.set(key, value, seconds * 1000),
      close: () => cacheable.disconnect(),
    };
  },
};
