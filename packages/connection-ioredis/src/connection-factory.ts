import type {
  CacheOptions,
  Connection,
  ConnectionFactory as ConnectionFactoryContract,
  OptionDeclarations,
} from "@coffer/cache-core";
import { ImproperlyConfigured } from "@coffer/cache-core";
import { Redis } from "ioredis";
import type { ConnectionArguments } from "./connection-arguments.js";
import type { ConnectionParams } from "./connection-params.js";
import { ConnectionPool } from "./connection-pool.js";
import { checkDriverKwargs } from "./driver-options.js";
import type { Endpoint } from "./endpoint.js";
import type { FactoryOptions } from "./factory-options.js";
import type { IoredisConnection } from "./ioredis-connection.js";
import type { NativeClass } from "./native.js";
import { poolTable } from "./pool-table.js";
import { readArguments } from "./read-arguments.js";
import { resolveEndpoint } from "./resolve-endpoint.js";

/**
 * Makes connections to single servers through ioredis. The hooks are called in the original's order: `connect`,
 * `makeConnectionParams`, `getConnection`, `getOrCreateConnectionPool` and, where there is no such pool yet,
 * `getConnectionPool`. A subclass may override any of them.
 */
export class ConnectionFactory implements ConnectionFactoryContract {
  static readonly options: OptionDeclarations = {
    CONNECTION_POOL_CLASS: {
      type: "plugin",
      kind: "connection pool",
      default: ConnectionPool,
      description: "The class of the pools, a subclass of ConnectionPool.",
    },
    CONNECTION_POOL_KWARGS: {
      type: "object",
      secret: true,
      default: {},
      description: "Arguments of the connections by redis-py's names, such as max_connections.",
    },
    REDIS_CLIENT_CLASS: {
      type: "plugin",
      kind: "redis client",
      default: Redis,
      description: "The driver: Redis of ioredis 5 or 6, a subclass of it, or ioredis-mock.",
    },
    REDIS_CLIENT_KWARGS: {
      type: "object",
      secret: true,
      default: {},
      description: "Options of the driver, which win over what the other settings say.",
    },
    PASSWORD: {
      type: "string",
      nullable: true,
      secret: true,
      description: "The password where the URL has none.",
    },
    USERNAME: { type: "string", nullable: true, description: "The user where the URL names none." },
    SOCKET_TIMEOUT: {
      type: "number",
      nullable: true,
      min: 0,
      max: 86_400,
      unit: "seconds",
      default: 2,
      description: "How long a command waits for its reply; 0 and null mean the default.",
    },
    SOCKET_CONNECT_TIMEOUT: {
      type: "number",
      nullable: true,
      min: 0,
      max: 86_400,
      unit: "seconds",
      default: 2,
      description: "How long an attempt to connect may take; 0 and null mean the default.",
    },
  };

  readonly #options: FactoryOptions;
  readonly #kwargs: ConnectionArguments;
  readonly #pools: Set<ConnectionPool> = new Set();

  /** @throws ImproperlyConfigured for what is wrong in `CONNECTION_POOL_KWARGS` and `REDIS_CLIENT_KWARGS`. */
  constructor(options: CacheOptions = {}) {
    this.#options = options as FactoryOptions;
    const mistakes: Error[] = [];
    this.#kwargs = readArguments(
      Object.entries(options.CONNECTION_POOL_KWARGS ?? {}),
      (name) => `CONNECTION_POOL_KWARGS.${name}`,
      mistakes,
    );
    checkDriverKwargs(options.REDIS_CLIENT_KWARGS ?? {}, mistakes);
    if (mistakes.length > 0) throw new ImproperlyConfigured(mistakes);
  }

  /** How many drivers' objects have been made in the pools that this factory has taken connections from. */
  get createdConnections(): number {
    let sum = 0;
    for (const pool of this.#pools) sum += pool.createdConnections;
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

  makeConnectionParams(url: string): ConnectionParams {
    const { USERNAME, PASSWORD, SOCKET_TIMEOUT, SOCKET_CONNECT_TIMEOUT } = this.#options;
    return {
      url,
      username: USERNAME || undefined,
      password: PASSWORD || undefined,
      socketTimeout: SOCKET_TIMEOUT || undefined,
      socketConnectTimeout: SOCKET_CONNECT_TIMEOUT || undefined,
    };
  }

  getConnection(params: ConnectionParams): IoredisConnection {
    const pool = this.getOrCreateConnectionPool(params);
    this.#pools.add(pool);
    return pool.getConnection();
  }

  /** The pool of all connections in this process that are equal in everything. */
  getOrCreateConnectionPool(params: ConnectionParams): ConnectionPool {
    const { key } = this.#resolve(params);
    let pool = poolTable.get(key);
    if (pool === undefined) {
      pool = this.getConnectionPool(params);
      poolTable.set(key, pool);
    }
    return pool;
  }

  getConnectionPool(params: ConnectionParams): ConnectionPool {
    const Pool = this.#options.CONNECTION_POOL_CLASS ?? ConnectionPool;
    return new Pool(this.#resolve(params));
  }

  #resolve(params: ConnectionParams): Endpoint {
    const {
      CONNECTION_POOL_CLASS = ConnectionPool,
      REDIS_CLIENT_CLASS = Redis,
      REDIS_CLIENT_KWARGS = {},
    } = this.#options;
    return resolveEndpoint(params, {
      kwargs: this.#kwargs,
      Driver: REDIS_CLIENT_CLASS as NativeClass,
      driverKwargs: REDIS_CLIENT_KWARGS,
      // Pools of different classes, or made by different factories, are not for each other's users.
      identity: [CONNECTION_POOL_CLASS, this.constructor],
    });
  }
}
