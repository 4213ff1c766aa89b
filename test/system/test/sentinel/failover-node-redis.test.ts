import { nodeRedis } from "./drivers.js";
import { failoverSuite } from "./failover.js";

failoverSuite(nodeRedis);
