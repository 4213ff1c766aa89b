import type { CacheOptions, OptionDeclarations } from "@coffer/cache-core";
import { BaseConnectionFactory, connectionOptions } from "@coffer/connection-kit";
import { ioredisDriver } from "./ioredis-driver.js";

/** Makes connections to single servers through ioredis. Its hooks are those of `BaseConnectionFactory`. */
export class ConnectionFactory extends BaseConnectionFactory {
  static readonly options: OptionDeclarations = connectionOptions(ioredisDriver);

  /** @throws ImproperlyConfigured for what is wrong in `CONNECTION_POOL_KWARGS` and `REDIS_CLIENT_KWARGS`. */
  constructor(options?: CacheOptions) {
    super(ioredisDriver, options);
  }
}
