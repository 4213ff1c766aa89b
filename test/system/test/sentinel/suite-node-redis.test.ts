import { FOUND } from "../../../fixtures/client-groups.js";
import { sentinelClientSuite } from "./client-suite.js";
import { nodeRedis } from "./drivers.js";

for (const driver of nodeRedis) await sentinelClientSuite(driver, FOUND);
