import { failoverSuite } from "./failover.js";

failoverSuite(["node-redis 6", "node-redis 5"]);
