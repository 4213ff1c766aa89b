import type {
  CacheOptions,
  ClusterConnection,
  ClusterConnectionOptions,
  OptionDeclarations,
} from "@coffer/cache-core";
import { BaseConnectionFactory, clusterOptions, connectionOptions } from "@coffer/connection-kit";
import { nodeRedisClusterDriver } from "./node-redis-cluster-driver.js";
import { nodeRedisDriver } from "./node-redis-driver.js";

/** Makes connections to servers and clusters through node-redis. Its hooks are those of `BaseConnectionFactory`. */
export class ConnectionFactory extends BaseConnectionFactory {
  static readonly options: OptionDeclarations = {
    ...connectionOptions(nodeRedisDriver),
    ...clusterOptions(nodeRedisClusterDriver),
  };

  /** @throws ImproperlyConfigured for problems in `CONNECTION_POOL_KWARGS` and `REDIS_CLIENT_KWARGS`. */
  constructor(options?: CacheOptions) {
    super(nodeRedisDriver, options);
  }

  /** @throws ImproperlyConfigured for URLs that cannot belong to one cluster. */
  connectCluster(seeds: readonly string[], options?: ClusterConnectionOptions): ClusterConnection {
    return this.makeCluster(nodeRedisClusterDriver, seeds, options);
  }
}
