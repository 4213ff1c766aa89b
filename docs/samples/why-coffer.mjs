import assert from "node:assert/strict";
import { createCaches } from "coffer";

// #region ends
const away = await createCaches("redis://127.0.0.1:1/0"); // nobody listens there
const cache = away.get();
await assert.rejects(cache.get("user:1"), { code: "ERR_UNREACHABLE" }); // within SOCKET_CONNECT_TIMEOUT
// #endregion ends
await away.close();

// #region parts
const caches = await createCaches({
  CACHES: {
    default: {
      LOCATION: process.env.REDIS_URL ?? "redis://127.0.0.1:6379/1",
      OPTIONS: {
        CLIENT_CLASS: "@coffer/client-herd",
        SERIALIZER: "@coffer/serializer-msgpack",
        COMPRESSOR: "@coffer/compressor-zstd",
      },
    },
  },
});
// #endregion parts
await caches.close();
