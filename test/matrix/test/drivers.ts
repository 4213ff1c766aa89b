/** The drivers besides ioredis, on which every client runs in its own package. */
export const OTHER_DRIVERS: readonly string[] = ["@coffer/connection-redis", "@coffer/connection-resp"];
