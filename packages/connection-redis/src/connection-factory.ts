import type { CacheOptions, OptionDeclarations } from "@coffer/cache-core";
import { BaseConnectionFactory, connectionOptions } from "@coffer/connection-kit";
import { nodeRedisDriver } from "./node-redis-driver.js";

/** Makes connections to single servers through node-redis. Its hooks are those of `BaseConnectionFactory`. */
export class ConnectionFactory extends BaseConnectionFactory {
  static readonly options: OptionDeclarations = connectionOptions(nodeRedisDriver);

  /** @throws ImproperlyConfigured for what is wrong in `CONNECTION_POOL_KWARGS` and `REDIS_CLIENT_KWARGS`. */
  constructor(options?: CacheOptions) {
    super(nodeRedisDriver, options);
  }
}
