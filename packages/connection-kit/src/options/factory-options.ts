import type { PluginClass } from "@coffer/cache-core";
import type { ConnectionPoolClass } from "../pool/connection-pool.js";
import type { AddressMapOption } from "../settings/address-map.js";

declare module "@coffer/cache-core" {
  interface CacheOptions {
    /**
     * The class of the connection pools: a subclass of `ConnectionPool`.
     * @default ConnectionPool
     */
    readonly CONNECTION_POOL_CLASS?: unknown;
    /** Arguments of the connections and their pool, by redis-py's names: `max_connections`, `ssl_ca_certs`, ... */
    readonly CONNECTION_POOL_KWARGS?: Readonly<Record<string, unknown>>;
    /**
     * The driver; see the connection package.
     * @default the driver installed with the connection package
     */
    readonly REDIS_CLIENT_CLASS?: unknown;
    /** Options of the driver, which override the URL and the other settings. */
    readonly REDIS_CLIENT_KWARGS?: Readonly<Record<string, unknown>>;
    /** The password, unless the URL or `CONNECTION_POOL_KWARGS` has one. */
    readonly PASSWORD?: string | null;
    /** The user, unless the URL or `CONNECTION_POOL_KWARGS` names one. */
    readonly USERNAME?: string | null;
    /**
     * Seconds that a command waits for its reply, or for the next bytes of a large one, ten times as long in total at
     * most. `null` and `0` mean the default, since every call must end.
     * @default 2
     */
    readonly SOCKET_TIMEOUT?: number | null;
    /**
     * Seconds that an attempt to connect may take until the server has answered. `null` and `0` mean the default.
     * @default 2
     */
    readonly SOCKET_CONNECT_TIMEOUT?: number | null;
    /**
     * Maps the addresses that a cluster or sentinels announce to those where the servers can be reached, behind NAT or forwarded ports:
     * `{ "10.0.0.1:6379": "redis.example:7001" }`. An entry without ports applies to all ports of the host. May also be a function of the
     * announced `host:port`.
     * @default every server is reached at its announced address
     */
    readonly ADDRESS_MAP?: AddressMapOption;
  }
}

/** The options as the kit reads them: validated by the core, with classes in place of plugin strings. */
export interface FactoryOptions {
  /** See `CacheOptions.CONNECTION_POOL_CLASS`. */
  readonly CONNECTION_POOL_CLASS?: ConnectionPoolClass;
  /** See `CacheOptions.CONNECTION_POOL_KWARGS`. */
  readonly CONNECTION_POOL_KWARGS?: Readonly<Record<string, unknown>>;
  /** See `CacheOptions.REDIS_CLIENT_CLASS`. */
  readonly REDIS_CLIENT_CLASS?: PluginClass;
  /** See `CacheOptions.REDIS_CLIENT_KWARGS`. */
  readonly REDIS_CLIENT_KWARGS?: Readonly<Record<string, unknown>>;
  /** See `CacheOptions.PASSWORD`. */
  readonly PASSWORD?: string | null;
  /** See `CacheOptions.USERNAME`. */
  readonly USERNAME?: string | null;
  /** See `CacheOptions.SOCKET_TIMEOUT`. */
  readonly SOCKET_TIMEOUT?: number | null;
  /** See `CacheOptions.SOCKET_CONNECT_TIMEOUT`. */
  readonly SOCKET_CONNECT_TIMEOUT?: number | null;
}
