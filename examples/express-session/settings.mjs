const { REDIS_URL } = process.env;

/** Sessions on the server of REDIS_URL; by default on ioredis-mock, where they end with this process. */
export const settings = {
  CACHES: {
    sessions: {
      LOCATION: REDIS_URL ?? "redis://127.0.0.1:6379/0",
      KEY_PREFIX: "express-example",
      OPTIONS: REDIS_URL ? {} : { REDIS_CLIENT_CLASS: "ioredis-mock" },
    },
  },
};
