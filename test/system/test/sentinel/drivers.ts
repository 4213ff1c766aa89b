/** The OPTIONS by which a cache asks sentinels through a driver. */
export interface SentinelDriver {
  readonly name: string;
  readonly options: { readonly CONNECTION_FACTORY: string; readonly REDIS_CLIENT_CLASS?: string };
}

const IOREDIS = "@coffer/connection-ioredis#SentinelConnectionFactory";
const NODE_REDIS = "@coffer/connection-redis#SentinelConnectionFactory";

export const ioredis: readonly SentinelDriver[] = [
  { name: "ioredis 6", options: { CONNECTION_FACTORY: IOREDIS } },
  { name: "ioredis 5", options: { CONNECTION_FACTORY: IOREDIS, REDIS_CLIENT_CLASS: "ioredis-v5" } },
];

export const nodeRedis: readonly SentinelDriver[] = [
  { name: "node-redis 6", options: { CONNECTION_FACTORY: NODE_REDIS } },
  {
    name: "node-redis 5",
    options: { CONNECTION_FACTORY: NODE_REDIS, REDIS_CLIENT_CLASS: "redis-v5#createClient" },
  },
];
