import type { Settings } from "coffer";

const { REDIS_URL } = process.env;

/** A cache on the server of REDIS_URL; by default on ioredis-mock, where it ends with this process. */
export const settings: Settings = {
  CACHES: {
    default: {
      LOCATION: REDIS_URL ?? "redis://127.0.0.1:6379/0",
      KEY_PREFIX: "nestjs-example",
      OPTIONS: REDIS_URL ? {} : { REDIS_CLIENT_CLASS: "ioredis-mock" },
    },
  },
};
