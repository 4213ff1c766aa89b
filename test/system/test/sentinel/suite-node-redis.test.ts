import { sentinelClientSuite } from "./client-suite.js";
import { nodeRedis } from "./drivers.js";

for (const driver of nodeRedis) await sentinelClientSuite(driver);
