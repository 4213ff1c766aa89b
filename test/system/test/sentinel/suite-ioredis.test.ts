import { sentinelClientSuite } from "./client-suite.js";
import { ioredis } from "./drivers.js";

for (const driver of ioredis) await sentinelClientSuite(driver);
