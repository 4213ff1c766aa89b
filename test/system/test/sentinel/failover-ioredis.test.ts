import { ioredis } from "./drivers.js";
import { failoverSuite } from "./failover.js";

failoverSuite(ioredis);
