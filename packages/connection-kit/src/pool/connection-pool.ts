import type { Endpoint } from "../endpoint/endpoint.js";
import { Link } from "../shared-connection/shared-connection.js";
import { poolTable } from "./pool-table.js";
import { PooledConnection } from "./pooled-connection.js";

/** A class that may stand as CONNECTION_POOL_CLASS. */
export type ConnectionPoolClass = new (endpoint: Endpoint) => ConnectionPool;

/**
 * The connections to one server that are equal in everything, shared by the caches of a process and counted by them: the last
 * user of a socket closes it, and the last user of the pool drops it.
 *
 * `max_connections` is 1 by default. The original takes as many as it has threads, since there a connection serves one call
 * at a time; here one serves any number at once, and more of them only help to keep caches out of each other's way.
 */
export class ConnectionPool {
  readonly #endpoint: Endpoint;
  #links: Link[] = [];
  #created = 0;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  /** How many drivers' objects have been made so far. */
  get createdConnections(): number {
    return this.#created;
  }

  /** Makes a connection, with a socket of its own below the limit, else on the least used one. Does not connect yet. */
  getConnection(): PooledConnection {
    const link = this.#links.length < this.#endpoint.maxConnections ? this.#make() : this.#leastUsed();
    link.users += 1;
    const release = () => this.#release(link);
    return new PooledConnection(link, this.#endpoint.where, release);
  }

  #make(): Link {
    const link = new Link(this.#endpoint);
    this.#created += 1;
    this.#links.push(link);
    return link;
  }

  #leastUsed(): Link {
    return this.#links.reduce((least, link) => (link.users < least.users ? link : least));
  }

  async #release(link: Link): Promise<void> {
    link.users -= 1;
    if (link.users > 0) return;
    this.#links = this.#links.filter((other) => other !== link);
    // Before it is closed: who connects meanwhile gets a pool of its own and does not wait for this one's end.
    const { key } = this.#endpoint;
    if (this.#links.length === 0 && poolTable.get(key) === this) poolTable.delete(key);
    await link.close();
  }
}
