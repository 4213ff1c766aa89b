import { SentinelConnectionFactory as OnIoredis } from "@coffer/connection-ioredis";
import { SentinelConnectionFactory as OnNodeRedis } from "@coffer/connection-redis";
import { Redis as Redis5 } from "ioredis-v5";
import { createClient as createClient5 } from "redis-v5";

/** How a cache asks sentinels through a driver. */
export interface SentinelDriver {
  readonly name: string;
  readonly Factory: typeof OnIoredis;
  /** What its settings have for that. */
  readonly options: { readonly CONNECTION_FACTORY: string; readonly REDIS_CLIENT_CLASS?: unknown };
}

const IOREDIS = "@coffer/connection-ioredis#SentinelConnectionFactory";
const NODE_REDIS = "@coffer/connection-redis#SentinelConnectionFactory";

export const ioredis6: SentinelDriver = {
  name: "ioredis 6",
  Factory: OnIoredis,
  options: { CONNECTION_FACTORY: IOREDIS },
};
export const ioredis5: SentinelDriver = {
  name: "ioredis 5",
  Factory: OnIoredis,
  options: { CONNECTION_FACTORY: IOREDIS, REDIS_CLIENT_CLASS: Redis5 },
};
export const nodeRedis6: SentinelDriver = {
  name: "node-redis 6",
  Factory: OnNodeRedis,
  options: { CONNECTION_FACTORY: NODE_REDIS },
};
export const nodeRedis5: SentinelDriver = {
  name: "node-redis 5",
  Factory: OnNodeRedis,
  options: { CONNECTION_FACTORY: NODE_REDIS, REDIS_CLIENT_CLASS: createClient5 },
};

export const ioredis: readonly SentinelDriver[] = [ioredis6, ioredis5];
export const nodeRedis: readonly SentinelDriver[] = [nodeRedis6, nodeRedis5];
