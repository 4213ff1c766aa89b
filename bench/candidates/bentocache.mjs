import { BentoCache, bentostore } from "bentocache";
import { redisDriver } from "bentocache/drivers/redis";
import { Redis } from "ioredis";

/** @type {import("../contract.d.ts").Candidate} */
export default {
  name: "bentocache",
  kind: "cache",
  open: async (url) => {
    const connection = new Redis(url);
    // Redis only: a layer in memory would answer without Redis, which is a different measurement.
    const store = bentostore().useL2Layer(redisDriver({ connection }));
    const bento = new BentoCache({ default: "redis", stores: { redis: store } });
    /** @type {(key: string, value: unknown, seconds: number) => Promise<unknown>} */
    const set = (key, value, seconds) => bento.set({ key, value, ttl: seconds * 1000 });
    return {
      get: (key) => bento.get({ key }),
      set,
      // It has no methods for many keys.
      getMany: (keys) => Promise.all(keys.map((key) => bento.get({ key }))),
      setMany: (entries, seconds) => Promise.all(entries.map(([key, value]) => set(key, value, seconds))),
      getOrSet: (key, factory, seconds) => bento.getOrSet({ key, factory, ttl: seconds * 1000 }),
      close: () => bento.disconnectAll(),
    };
  },
};
