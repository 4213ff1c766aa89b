import assert from "node:assert/strict";
import { createCaches } from "coffer";

const LOCATION = process.env.REDIS_URL ?? "redis://127.0.0.1:6379/1";

// #region file
const caches = await createCaches(
  { CACHES: { default: { LOCATION, OPTIONS: { SERIALIZER: "./_dates-as-text.mjs" } } } },
  { parent: import.meta }, // "./" is the folder of this module
);
const cache = caches.get();
await cache.set("launch", { at: new Date(0) });
assert.deepEqual(await cache.get("launch"), { at: "1970-01-01T00:00:00.000Z" });
// #endregion file
await caches.close();

// #region class
import { ZlibCompressor } from "@coffer/compressor-zlib";

const withClass = await createCaches({
  CACHES: { default: { LOCATION, OPTIONS: { COMPRESSOR: ZlibCompressor } } },
});
// #endregion class
await withClass.close();

// #region failures
const wrong = {
  CACHES: {
    default: {
      LOCATION,
      OPTIONS: {
        CLIENT_CLASS: "https://example.org/client.js",
        COMPRESSOR: "@acme/zip",
        SERIALIZER: "@coffer/serializer-json#JSONSerializer",
      },
    },
  },
};
const error = await createCaches(wrong).catch((error) => error);
assert.deepEqual(
  error.problems.map(({ code }) => code),
  ["ERR_PLUGIN_PATH", "ERR_PLUGIN_NOT_EXPORTED", "ERR_PLUGIN_NOT_INSTALLED"],
);
// #endregion failures
console.log(error.message);

// #region allow
const fromOutside = { CACHES: { default: { LOCATION, OPTIONS: { SERIALIZER: "./_dates-as-text.mjs" } } } };
const refused = await createCaches(fromOutside, { parent: import.meta, allow: ["@coffer/*"] }).catch(
  (error) => error,
);
assert.equal(refused.problems[0].code, "ERR_PLUGIN_NOT_ALLOWED");
// #endregion allow
console.log(refused.message);
