const { REDIS_URL } = process.env;

/** The layer goes over the herd, so it counts what is read, not what the herd looks up for itself. */
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
