import assert from "node:assert/strict";
import { createCaches } from "coffer";

// #region ends
const away = await createCaches("redis://127.0.0.1:1/0"); // nobody listens there
const cache = away.get();
const begun = performance.now();
await assert.rejects(cache.get("user:1"), { code: "ERR_UNREACHABLE" });
assert.ok(performance.now() - begun < 2000);
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
