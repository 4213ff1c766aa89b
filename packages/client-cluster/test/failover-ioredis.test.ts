import { failoverSuite } from "./failover.js";

failoverSuite(["ioredis 6", "ioredis 5"]);
