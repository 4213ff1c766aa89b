import type { CacheSettings } from "@coffer/cache-core";
import { ClusterClient } from "@coffer/client-cluster";
import { ConnectionFactory } from "@coffer/connection-ioredis";
import { JsonSerializer } from "@coffer/serializer-json";

type Options = NonNullable<CacheSettings["OPTIONS"]>;

const IOREDIS: Options = {
  CLIENT_CLASS: ClusterClient,
  SERIALIZER: JsonSerializer,
  CONNECTION_FACTORY: ConnectionFactory,
};

/** All parts named by strings, as in a file. */
const NODE_REDIS: Options = {
  CLIENT_CLASS: "cluster",
  SERIALIZER: "@coffer/serializer-json",
  CONNECTION_FACTORY: "@coffer/connection-redis",
};

/** OPTIONS by driver. */
export const DRIVERS = {
  "ioredis 6": IOREDIS,
  "node-redis 6": NODE_REDIS,
  "ioredis 5": { ...IOREDIS, REDIS_CLIENT_CLASS: "ioredis-v5", REDIS_CLUSTER_CLASS: "ioredis-v5#Cluster" },
  "node-redis 5": {
    ...NODE_REDIS,
    REDIS_CLIENT_CLASS: "redis-v5#createClient",
    REDIS_CLUSTER_CLASS: "redis-v5#createCluster",
  },
} satisfies Readonly<Record<string, Options>>;
