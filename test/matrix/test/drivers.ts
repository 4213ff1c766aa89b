import { ALL } from "../../fixtures/client-groups.js";

/**
 * The drivers besides ioredis, on which every client runs in its own package. node-redis stands for both: how clients and layers use a
 * connection does not depend on it.
 */
export const OTHER_DRIVERS: readonly string[] = [
  "@coffer/connection-redis",
  ...(ALL ? ["@coffer/connection-resp"] : []),
];
