import { BentoCache, bentostore } from "bentocache";
import { redisDriver } from "bentocache/drivers/redis";
import { Redis } from "ioredis";

/** @type {import("../contract.d.ts").LoaderCandidate} */
export default {
  name: "bentocache",
  open: async (url) => {
    const connection = new Redis(url);
    // Redis only, as in the other parts.
    const store = bentostore().useL2Layer(redisDriver({ connection }));
    const bento = new BentoCache({ default: "redis", stores: { redis: store } });
    return {
      load: (key, factory, seconds) => bento.getOrSet({ key, factory, ttl: seconds * 1000 }),
      tagged: (key, factory, seconds, tag) =>
        bento.getOrSet({ key, factory, ttl: seconds * 1000, tags: [tag] }),
      // Its grace with a timeout of 0 returns the stale value at once.
      stale: (key, factory, seconds) =>
        bento.getOrSet({ key, factory, ttl: seconds * 1000, grace: "1h", timeout: 0 }),
      deleteByTag: (tag) => bento.deleteByTag({ tags: [tag] }),
      close: () => bento.disconnectAll(),
    };
  },
};
