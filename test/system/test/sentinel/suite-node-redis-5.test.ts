import { SMOKE } from "../../../fixtures/client-groups.js";
import { sentinelClientSuite } from "./client-suite.js";
import { nodeRedis5 } from "./drivers.js";

await sentinelClientSuite(nodeRedis5, SMOKE);
