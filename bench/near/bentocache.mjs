import { BentoCache, bentostore } from "bentocache";
import { memoryDriver } from "bentocache/drivers/memory";
import { redisBusDriver, redisDriver } from "bentocache/drivers/redis";
import { Redis } from "ioredis";

/** @type {import("../contract.d.ts").NearCandidate} */
export default {
  name: "bentocache, two layers and a bus",
  keeps: true,
  hears: true,
  open: async (url) => {
    const connection = new Redis(url);
    const { hostname, port } = new URL(url);
    const store = bentostore()
      .useL1Layer(memoryDriver({ maxItems: 10_000, maxSize: "32mb" }))
      .useL2Layer(redisDriver({ connection }))
      .useBus(redisBusDriver({ connection: { host: hostname, port: Number(port) } }));
    const bento = new BentoCache({ default: "near", stores: { near: store } });
    return {
      get: (key) => bento.get({ key }),
      set: (key, value, seconds) => bento.set({ key, value, ttl: seconds * 1000 }),
      close: () => bento.disconnectAll(),
    };
  },
};
