import { ALL } from "../../fixtures/client-groups.js";

/**
 * The drivers other than ioredis, with which every client is tested in its own package. By default node-redis
 * represents both, since clients and layers use a connection of any driver in the same way.
 */
export const OTHER_DRIVERS: readonly string[] = [
  "@coffer/connection-redis",
  ...(ALL ? ["@coffer/connection-resp"] : []),
];
