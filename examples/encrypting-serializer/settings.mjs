const { REDIS_URL } = process.env;

/**
 * A cache whose values are encrypted. Keys come from the environment, one variable each: `openssl rand -base64 32` makes one.
 * @param {string} writing the id of the key that writes.
 * @param {string[]} reading the ids of all keys.
 */
export const settingsWith = (writing, reading) => ({
  CACHES: {
    default: {
      LOCATION: REDIS_URL ?? "redis://127.0.0.1:6379/0",
      KEY_PREFIX: "encrypted",
      OPTIONS: {
        SERIALIZER: "./encrypting-serializer.js",
        ENCRYPTED_SERIALIZER: "@coffer/serializer-msgpack",
        ENCRYPTION_KEY_ID: writing,
        ENCRYPTION_KEYS: Object.fromEntries(
          reading.map((id) => [id, process.env[`CACHE_KEY_${id.toUpperCase()}`]]),
        ),
        ...(REDIS_URL === undefined && { REDIS_CLIENT_CLASS: "ioredis-mock" }),
      },
    },
  },
});
