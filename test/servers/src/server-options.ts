import type { RedisServer } from "./redis-server.js";

export interface ServerOptions {
  /** What clients have to log in with. */
  password?: string;
  /** An ACL user with all rights, who logs in with `password`; the default user is switched off. */
  user?: string;
  /** Listens with TLS only, with certificates made for it, and asks clients for theirs without insisting. */
  tls?: boolean;
  /** Listens on a unix socket only; the port is 0. */
  unixSocket?: boolean;
  /** Follows this server, whose password and TLS it takes over; it is in sync when it is handed out. */
  replicaOf?: RedisServer;
  /** A node of a cluster, still alone and without slots: `startCluster` makes clusters. */
  cluster?: boolean;
  /**
   * Keeps its data over `kill` and `restart`, in an append-only file. `stop` removes it in any case.
   * @default false
   */
  persistent?: boolean;
  /**
   * Further lines of redis.conf, the name and the rest of the line as it stands there (`{ maxmemory: "2mb" }`); an
   * array makes one line of each item. They come last and win.
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
