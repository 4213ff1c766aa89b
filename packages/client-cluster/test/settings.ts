import type { CacheSettings } from "@coffer/cache-core";
import { ClusterClient } from "@coffer/client-cluster";
import { ConnectionFactory } from "@coffer/connection-ioredis";
import { JsonSerializer } from "@coffer/serializer-json";
import { ALL } from "../../../test/fixtures/client-groups.js";

type Options = NonNullable<CacheSettings["OPTIONS"]>;

const IOREDIS: Options = {
  CLIENT_CLASS: ClusterClient,
  SERIALIZER: JsonSerializer,
  CONNECTION_FACTORY: ConnectionFactory,
};

/** All plugins named by strings, as in a file. */
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

export type DriverName = keyof typeof DRIVERS;

/**
 * For what a driver does itself: its own cluster object, login, TLS, closing. The older versions run with `npm run test:all`;
 * contract.test.ts covers their differences.
 */
export const CHOSEN: readonly DriverName[] = ALL
  ? (Object.keys(DRIVERS) as DriverName[])
  : ["ioredis 6", "node-redis 6"];

/**
 * For the kit's behaviour, which is the same for all drivers and uses both processors for seconds: discovery, routing, failovers, moving
 * slots. test/connections shows on one server how each driver notices a lost connection. The others run with `npm run test:all`.
 */
export const ROUTED: readonly DriverName[] = ALL ? CHOSEN : ["ioredis 6"];
