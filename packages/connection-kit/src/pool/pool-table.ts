import type { ConnectionPool } from "./connection-pool.js";

/** The pools that are in use, in this process, by the key of their endpoint. */
export const poolTable: Map<string, ConnectionPool> = new Map();
