import type { CacheOptions, OptionDeclarations } from "@coffer/cache-core";
import { BaseConnectionFactory, sentinelDriver, sentinelOptions } from "@coffer/connection-kit";
import { nodeRedisDriver } from "./node-redis-driver.js";

/**
 * Makes connections through node-redis to the servers that sentinels name. In a URL the name of the service replaces
 * the host: `redis://mymaster/0` is its primary, `redis://mymaster/0?is_master=0` a replica.
 */
export class SentinelConnectionFactory extends BaseConnectionFactory {
  static readonly options: OptionDeclarations = sentinelOptions(nodeRedisDriver);

  /**
   * @throws ImproperlyConfigured for problems in `SENTINELS`, `SENTINEL_KWARGS`, and the options of every factory.
   */
  constructor(options: CacheOptions = {}) {
    super(sentinelDriver(nodeRedisDriver, options), options);
  }
}
