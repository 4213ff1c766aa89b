import { ALL, SMOKE } from "../../../fixtures/client-groups.js";
import { sentinelClientSuite } from "./client-suite.js";
import { ioredis } from "./drivers.js";

/** What may come out otherwise where reads have a connection of their own. */
const GROUPS = SMOKE && [
  ...SMOKE,
  "getOrSet",
  "getOrSet and writes",
  "getOrSetMany",
  "tags",
  "update",
  "versions",
];

for (const driver of ioredis) await sentinelClientSuite(driver, ALL ? undefined : GROUPS);
