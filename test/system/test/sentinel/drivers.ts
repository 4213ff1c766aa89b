import { SentinelConnectionFactory as OnIoredis } from "@coffer/connection-ioredis";
import { SentinelConnectionFactory as OnNodeRedis } from "@coffer/connection-redis";
import { Redis as Redis5 } from "ioredis-v5";
import { createClient as createClient5 } from "redis-v5";
import { ALL } from "../../../fixtures/client-groups.js";

/** A driver, and how a cache asks sentinels through it. */
export interface SentinelDriver {
  readonly name: string;
  readonly Factory: typeof OnIoredis;
  /** The settings for that. */
  readonly options: { readonly CONNECTION_FACTORY: string; readonly REDIS_CLIENT_CLASS?: unknown };
}

const IOREDIS = "@coffer/connection-ioredis#SentinelConnectionFactory";
const NODE_REDIS = "@coffer/connection-redis#SentinelConnectionFactory";

const ioredis6: SentinelDriver = {
  name: "ioredis 6",
  Factory: OnIoredis,
  options: { CONNECTION_FACTORY: IOREDIS },
};
const ioredis5: SentinelDriver = {
  name: "ioredis 5",
  Factory: OnIoredis,
  options: { CONNECTION_FACTORY: IOREDIS, REDIS_CLIENT_CLASS: Redis5 },
};
const nodeRedis6: SentinelDriver = {
  name: "node-redis 6",
  Factory: OnNodeRedis,
  options: { CONNECTION_FACTORY: NODE_REDIS },
};
const nodeRedis5: SentinelDriver = {
  name: "node-redis 5",
  Factory: OnNodeRedis,
  options: { CONNECTION_FACTORY: NODE_REDIS, REDIS_CLIENT_CLASS: createClient5 },
};

/** The older versions are used by the same code, so they run only with `npm run test:all`. */
export const ioredis: readonly SentinelDriver[] = ALL ? [ioredis6, ioredis5] : [ioredis6];
export const nodeRedis: readonly SentinelDriver[] = ALL ? [nodeRedis6, nodeRedis5] : [nodeRedis6];

/**
 * For what the kit does alike for all drivers: it asks the sentinels and follows their failovers. test/connections
 * checks on one server how each driver notices a lost server.
 */
export const routed: readonly SentinelDriver[] = ALL ? [...ioredis, ...nodeRedis] : [ioredis6];
