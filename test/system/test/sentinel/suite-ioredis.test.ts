import { SMOKE } from "../../../fixtures/client-groups.js";
import { sentinelClientSuite } from "./client-suite.js";
import { ioredis5, ioredis6 } from "./drivers.js";

await sentinelClientSuite(ioredis6);
await sentinelClientSuite(ioredis5, SMOKE);
