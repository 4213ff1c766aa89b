import type { RedisServer } from "./redis-server.js";

export interface ServerOptions {
  /** The password of the clients. */
  password?: string;
  /** An ACL user with all rights, whose password is `password`; the default user is disabled. */
  user?: string;
  /** Listens only with TLS, with its own certificates. Client certificates are optional. */
  tls?: boolean;
  /** Listens on a unix socket only; the port is 0. */
  unixSocket?: boolean;
  /** The primary of this replica, which has the same password and TLS. `startServer` resolves when the replica is in sync. */
  replicaOf?: RedisServer;
  /** A node of a cluster, which knows no other nodes and has no slots: `startCluster` creates clusters. */
  cluster?: boolean;
  /**
   * Keeps its data over `kill` and `restart`, in an append-only file. `stop` removes it in any case.
   * @default false
   */
  persistent?: boolean;
  /**
   * Further lines of redis.conf by name, with the rest of the line (`{ maxmemory: "2mb" }`); an array gives one line for each
   * item. They come last, so they override other lines.
   */
  config?: Readonly<Record<string, ConfigValue>>;
  /**
   * The program to start.
   * @default what COFFER_SERVER names, else "redis-server"
   */
  executable?: string;
  /**
   * Milliseconds that the server may take to answer, or a replica to be in sync.
   * @default 60000
   */
  deadline?: number;
}

export type ConfigValue = string | number | readonly string[];
