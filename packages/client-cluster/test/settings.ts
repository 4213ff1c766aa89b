import type { CacheSettings } from "@coffer/cache-core";
import { ClusterClient } from "@coffer/client-cluster";
import { ConnectionFactory as IoredisFactory } from "@coffer/connection-ioredis";
import { ConnectionFactory as NodeRedisFactory } from "@coffer/connection-redis";
import { JsonSerializer } from "@coffer/serializer-json";
import { Redis as Ioredis5, Cluster as IoredisCluster5 } from "ioredis-v5";
import { createClient as createClient5, createCluster as createCluster5 } from "redis-v5";

type Options = NonNullable<CacheSettings["OPTIONS"]>;

const COMMON: Options = { CLIENT_CLASS: ClusterClient, SERIALIZER: JsonSerializer };
const IOREDIS: Options = { ...COMMON, CONNECTION_FACTORY: IoredisFactory };
const NODE_REDIS: Options = { ...COMMON, CONNECTION_FACTORY: NodeRedisFactory };

/** OPTIONS by driver. */
export const DRIVERS = {
  "ioredis 6": IOREDIS,
  "node-redis 6": NODE_REDIS,
  "ioredis 5": {
    ...IOREDIS,
    REDIS_CLIENT_CLASS: Ioredis5 as never,
    REDIS_CLUSTER_CLASS: IoredisCluster5 as never,
  },
  "node-redis 5": {
    ...NODE_REDIS,
    REDIS_CLIENT_CLASS: createClient5 as never,
    REDIS_CLUSTER_CLASS: createCluster5 as never,
  },
} satisfies Readonly<Record<string, Options>>;
