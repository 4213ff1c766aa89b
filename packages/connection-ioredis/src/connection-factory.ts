import type {
  CacheOptions,
  ClusterConnection,
  ClusterConnectionOptions,
  OptionDeclarations,
} from "@coffer/cache-core";
import { BaseConnectionFactory, clusterOptions, connectionOptions } from "@coffer/connection-kit";
import { checkDriverClass } from "./check-driver-class.js";
import { ioredisClusterDriver } from "./ioredis-cluster-driver.js";
import { driverFor, ioredisDriver } from "./ioredis-driver.js";

/** Makes connections to servers and clusters through ioredis. Its hooks are those of `BaseConnectionFactory`. */
export class ConnectionFactory extends BaseConnectionFactory {
  static readonly options: OptionDeclarations = {
    ...connectionOptions(ioredisDriver),
    ...clusterOptions(ioredisClusterDriver),
  };

  /**
   * @throws ImproperlyConfigured for problems in `CONNECTION_POOL_KWARGS`, `REDIS_CLIENT_KWARGS` and
   * `REDIS_CLIENT_CLASS`.
   */
  constructor(options: CacheOptions = {}) {
    super(driverFor(options), options);
    checkDriverClass(options);
  }

  /** @throws ImproperlyConfigured for URLs that cannot belong to one cluster. */
  connectCluster(seeds: readonly string[], options?: ClusterConnectionOptions): ClusterConnection {
    return this.makeCluster(ioredisClusterDriver, seeds, options);
  }
}
