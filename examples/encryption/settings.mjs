const { REDIS_URL } = process.env;

/**
 * A cache whose values are encrypted. Keys come from the environment, one variable each: `openssl rand -base64 32`
 * creates one. In a settings file it is `{ "id": "january", "key": "${CACHE_KEY_JANUARY}" }`.
 * @param {string[]} ids of the keys: the first encrypts, all decrypt.
 */
export const settingsWith = (ids) => ({
  CACHES: {
    default: {
      LOCATION: REDIS_URL ?? "redis://127.0.0.1:6379/0",
      KEY_PREFIX: "encrypted",
      OPTIONS: {
        SERIALIZER: "@coffer/serializer-msgpack",
        CIPHER: "@coffer/cipher-aes-gcm",
        CIPHER_KEYS: ids.map((id) => ({ id, key: process.env[`CACHE_KEY_${id.toUpperCase()}`] ?? "" })),
        ...(REDIS_URL === undefined && { REDIS_CLIENT_CLASS: "ioredis-mock" }),
      },
    },
  },
});
