// `npm run test:all`: as `npm test`, with every combination of client, driver, serializer and compressor, and nothing from turbo's cache.
process.env.COFFER_TEST_ALL = "1";
process.env.TURBO_FORCE = "true";
await import("./test.mjs");
