/** Read when the application runs: a build needs no Redis. */
export const settings = {
  LOCATION: process.env.REDIS_URL ?? "redis://127.0.0.1:6379/0",
  KEY_PREFIX: "example-next",
};
