import { sentinelClientSuite } from "./client-suite.js";
import { nodeRedis6 } from "./drivers.js";

await sentinelClientSuite(nodeRedis6);
