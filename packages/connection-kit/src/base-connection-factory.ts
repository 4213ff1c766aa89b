import type {
  CacheOptions,
  ClusterConnection,
  ClusterConnectionOptions,
  Connection,
  ConnectionFactory,
  Tracking,
  TrackingOptions,
} from "@coffer/cache-core";
import { ImproperlyConfigured, redactOnInspect, resolveFile } from "@coffer/cache-core";
import type { ClusterDriver } from "./cluster/cluster-driver.js";
import type { ClusterFactoryOptions } from "./cluster/cluster-options.js";
import { makeCluster } from "./cluster/make-cluster.js";
import type { Driver } from "./driver/driver.js";
import type { DriverAdapter } from "./driver/driver-adapter.js";
import type { ConnectionParams } from "./endpoint/connection-params.js";
import type { Endpoint } from "./endpoint/endpoint.js";
import { resolveEndpoint } from "./endpoint/resolve-endpoint.js";
import type { FactoryOptions } from "./options/factory-options.js";
import { ConnectionPool, openPools } from "./pool/connection-pool.js";
import type { PooledConnection } from "./pool/pooled-connection.js";
import { type AddressMap, readAddressMap } from "./settings/address-map.js";
import type { ConnectionArguments } from "./settings/connection-arguments.js";
import { readArguments } from "./settings/read-arguments.js";
import { checkTrackingOptions } from "./tracking/check-tracking-options.js";
import { TrackingLink } from "./tracking/tracking-link.js";

type Track = NonNullable<ConnectionFactory["track"]>;

/**
 * Creates connections to single servers with a driver. The hooks are called in the order of django-redis: `connect`,
 * `makeConnectionParams`, `getConnection`, `getOrCreateConnectionPool` and, if there is no such pool yet, `getConnectionPool`. A subclass
 * may override any of them.
 */
export class BaseConnectionFactory implements ConnectionFactory {
  readonly #driver: Driver;
  readonly #options: FactoryOptions;
  readonly #kwargs: ConnectionArguments;
  readonly #addressMap: AddressMap;
  /** The current pool by URL. Of a pool that lost its last user, only the count is kept. */
  readonly #pools: Map<string, ConnectionPool> = new Map();
  #createdBefore = 0;
  /** Opens a tracking connection, see `ConnectionFactory.track`. Undefined for drivers without tracking. */
  declare readonly track?: Track;

  /**
   * @throws ImproperlyConfigured for problems in `CONNECTION_POOL_KWARGS`, `REDIS_CLIENT_KWARGS` and `ADDRESS_MAP`.
   */
  constructor(driver: Driver, options: CacheOptions = {}) {
    this.#driver = driver;
    this.#options = options as FactoryOptions;
    const problems: Error[] = [];
    this.#kwargs = readArguments(
      Object.entries(options.CONNECTION_POOL_KWARGS ?? {}),
      (name) => `CONNECTION_POOL_KWARGS.${name}`,
      problems,
    );
    const { REDIS_CLIENT_CLASS: Client = driver.Client, REDIS_CLIENT_KWARGS = {} } = options;
    this.#addressMap = readAddressMap(options.ADDRESS_MAP, problems);
    driver.check(REDIS_CLIENT_KWARGS, problems, Client !== driver.Client);
    if (problems.length > 0) throw new ImproperlyConfigured(problems);
    if (driver.createLink !== undefined) this.track = (url, tracking) => this.#link(url, tracking);
  }

  /** How many driver objects the pools of this factory have created so far. */
  get createdConnections(): number {
    let sum = this.#createdBefore;
    for (const pool of this.#pools.values()) sum += pool.createdConnections;
    return sum;
  }

  validate(url: string): void {
    this.#resolve(this.makeConnectionParams(url));
  }

  connect(url: string): Connection {
    return this.getConnection(this.makeConnectionParams(url));
  }

  async disconnect(connection: Connection): Promise<void> {
    await connection.close();
  }

  /** Implements `connectCluster` for drivers with clusters. The hooks are called for the URL of each node. */
  protected makeCluster(
    driver: ClusterDriver,
    seeds: readonly string[],
    { readsFromReplicas = false }: ClusterConnectionOptions = {},
  ): ClusterConnection {
    const { REDIS_CLUSTER_CLASS = driver.Cluster } = this.#options as ClusterFactoryOptions;
    return makeCluster(seeds, {
      driver,
      Cluster: REDIS_CLUSTER_CLASS,
      readsFromReplicas,
      addressMap: this.#addressMap,
      resolve: (url) => this.#resolve(this.makeConnectionParams(url)),
      connect: (url) => this.connect(url),
      disconnect: (connection) => this.disconnect(connection),
      track: this.track,
    });
  }

  /** Returns the parameters of a connection: the URL and the options of the settings. */
  makeConnectionParams(url: string): ConnectionParams {
    const { USERNAME, PASSWORD, SOCKET_TIMEOUT, SOCKET_CONNECT_TIMEOUT } = this.#options;
    return redactOnInspect({
      url,
      username: USERNAME || undefined,
      password: PASSWORD || undefined,
      socketTimeout: SOCKET_TIMEOUT || undefined,
      socketConnectTimeout: SOCKET_CONNECT_TIMEOUT || undefined,
    });
  }

  /** Returns a connection of the pool for these parameters. Does not connect yet. */
  getConnection(params: ConnectionParams): PooledConnection {
    const pool = this.getOrCreateConnectionPool(params);
    const before = this.#pools.get(params.url);
    if (before !== undefined && before !== pool) this.#createdBefore += before.createdConnections;
    this.#pools.set(params.url, pool);
    return pool.getConnection();
  }

  /** Returns this process's pool for connections with equal settings; creates it if there is none. */
  getOrCreateConnectionPool(params: ConnectionParams): ConnectionPool {
    const { key } = this.#resolve(params);
    let pool = openPools.get(key);
    if (pool === undefined) {
      pool = this.getConnectionPool(params);
      openPools.set(key, pool);
    }
    return pool;
  }

  /** Creates the pool for these parameters. */
  getConnectionPool(params: ConnectionParams): ConnectionPool {
    const Pool = this.#options.CONNECTION_POOL_CLASS ?? ConnectionPool;
    return new Pool(this.#resolve(params));
  }

  #link(url: string, options: TrackingOptions): Tracking {
    checkTrackingOptions(options);
    const endpoint = this.#resolve(this.makeConnectionParams(url));
    const { driver, Client, driverOptions } = endpoint;
    return new TrackingLink(endpoint, driver.createLink?.(Client, driverOptions) as DriverAdapter, options);
  }

  #resolve(params: ConnectionParams): Endpoint {
    const driver = this.#driver;
    const {
      CONNECTION_POOL_CLASS = ConnectionPool,
      REDIS_CLIENT_CLASS: Client = driver.Client,
      REDIS_CLIENT_KWARGS = {},
    } = this.#options;
    return resolveEndpoint(params, {
      kwargs: this.#kwargs,
      driver,
      Client,
      driverKwargs: REDIS_CLIENT_KWARGS,
      resolveFile: (path) => resolveFile(this.#options, path),
      // Pools of different classes, or created by different factories, are not shared.
      identity: [CONNECTION_POOL_CLASS, this.constructor],
    });
  }
}
