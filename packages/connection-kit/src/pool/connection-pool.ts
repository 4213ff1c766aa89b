import type { Endpoint } from "../endpoint/endpoint.js";
import { SharedConnection } from "../shared-connection/shared-connection.js";
import { PooledConnection } from "./pooled-connection.js";

/** The pools of this process that are in use, by the key of their endpoint. */
export const openPools: Map<string, ConnectionPool> = new Map();

/** The values for CONNECTION_POOL_CLASS. */
export type ConnectionPoolClass = new (endpoint: Endpoint) => ConnectionPool;

/**
 * The connections to one server with equal URL, credentials, options and classes. All caches of a process share them. The last user of a
 * connection closes its socket, and the last user of the pool removes the pool.
 *
 * `max_connections` is 1 by default. In redis-py, a connection serves one call at a time, so a pool needs one for each thread. In coffer, a
 * connection serves any number of calls at once; with more connections, large calls of one cache do not delay those of another.
 */
export class ConnectionPool {
  readonly #endpoint: Endpoint;
  #connections: SharedConnection[] = [];
  #created = 0;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  /** How many driver objects the pool has created so far. */
  get createdConnections(): number {
    return this.#created;
  }

  /**
   * Returns a connection with its own socket, or on the least used socket once there are `max_connections`. Does not
   * connect yet.
   */
  getConnection(): PooledConnection {
    const shared =
      this.#connections.length < this.#endpoint.maxConnections ? this.#make() : this.#leastUsed();
    shared.users += 1;
    const release = () => this.#release(shared);
    return new PooledConnection(shared, this.#endpoint.where, release);
  }

  #make(): SharedConnection {
    const shared = new SharedConnection(this.#endpoint);
    this.#created += 1;
    this.#connections.push(shared);
    return shared;
  }

  #leastUsed(): SharedConnection {
    return this.#connections.reduce((least, shared) => (shared.users < least.users ? shared : least));
  }

  async #release(shared: SharedConnection): Promise<void> {
    shared.users -= 1;
    if (shared.users > 0) return;
    this.#connections = this.#connections.filter((other) => other !== shared);
    // Removed before it is closed, so that a new user gets a new pool and does not wait for the end of this one.
    const { key } = this.#endpoint;
    if (this.#connections.length === 0 && openPools.get(key) === this) openPools.delete(key);
    await shared.close();
  }
}
