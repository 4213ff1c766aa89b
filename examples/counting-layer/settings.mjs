const { REDIS_URL } = process.env;

/** The layer is above herd, so it counts the application's reads, not those of herd itself. */
export const settings = {
  LAYERS: ["./counting.mjs", "herd"],
  CACHES: {
    default: {
      LOCATION: REDIS_URL ?? "redis://127.0.0.1:6379/0",
      KEY_PREFIX: "counted",
      OPTIONS: REDIS_URL === undefined ? { REDIS_CLIENT_CLASS: "ioredis-mock" } : {},
    },
  },
};
