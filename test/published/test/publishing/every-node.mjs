// Loads each of our packages as an ES module and by require(), and stores and reads a value with each compressor.
import assert from "node:assert/strict";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
for (const name of process.argv.slice(2)) {
  const required = require(name);
  for (const [exported, value] of Object.entries(await import(name))) {
    assert.equal(required[exported], value, `${exported} of ${name} is another one by require()`);
  }
}

const { createCaches } = await import("coffer");
const COMPRESSORS = ["zlib#ZlibCompressor", "zlib#GzipCompressor", "zstd", "lzma", "lz4"];
const value = { text: "x".repeat(1000) };
for (const compressor of COMPRESSORS) {
  const OPTIONS = {
    COMPRESSOR: `@coffer/compressor-${compressor}`,
    SERIALIZER: "@coffer/serializer-msgpack",
  };
  const settings = { CACHES: { default: { LOCATION: process.env.REDIS_URL, OPTIONS } } };
  const caches = await createCaches(settings, { parent: import.meta });
  await caches.get().set(compressor, value);
  assert.deepEqual(await caches.get().get(compressor), value);
  await caches.close();
}
console.log("fine");
