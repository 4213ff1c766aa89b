import { failoverSuite } from "./failover.js";
import { CHOSEN } from "./settings.js";

failoverSuite(CHOSEN.filter((name) => name.startsWith("node-redis")));
