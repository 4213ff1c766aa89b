// `npm run test:all`: as `npm test`, `npm run test:stress` and `npm run test:published`, with every combination of client, driver,
// serializer and compressor, and nothing from turbo's cache.
import { reportTests } from "./lib/report-tests.mjs";

process.env.COFFER_TEST_ALL = "1";
process.env.TURBO_FORCE = "true";
await reportTests(["test", "test:stress", "test:published"]);
