import type { Tracking, TrackingOptions } from "./tracking.js";

/** An argument of a command. Strings are sent as UTF-8, numbers and bigints as decimals. */
export type CommandArgument = string | number | bigint | Buffer;

/**
 * A Redis command and its arguments: `["GET", ["key"]]`. `slot` is the slot of its keys in Redis Cluster; if left out, it is computed from
 * the first argument. Connections to one server ignore it.
 */
export type Command = readonly [name: string, args: readonly CommandArgument[], slot?: number | undefined];

/**
 * A reply, in the shapes of RESP2 with any driver and protocol: bulk strings are Buffers, simple strings (`OK`) are
 * strings or Buffers, integers are numbers (rounded above 2^53: let a script reply with text if that matters),
 * doubles are bulk strings, maps are flat lists.
 */
export type Reply = null | number | string | Buffer | Reply[];

/** A Lua script. `name` is unique in the process; equal names mean equal source. */
export interface Script {
  /** Identifies the script, in messages as well. */
  readonly name: string;
  /** The Lua code. */
  readonly source: string;
  /** Whether a reply has a shape that the source can return; left out: any shape is valid. */
  fits?(reply: Reply): boolean;
}

/**
 * A connection to one server. Creating it does not connect; the first command does. Every call ends: it waits for a connection attempt at most
 * `SOCKET_CONNECT_TIMEOUT`, and for its reply at most `SOCKET_TIMEOUT`, or ten times that while bytes keep arriving. While the server is known
 * to be unreachable, calls fail at once. A command that was not sent waits for the next connection. A read whose connection ended before its
 * reply may be sent once more; a write that may have reached the server is never sent twice. Commands arrive in the order of the calls.
 *
 * Every failure is a `ConnectionInterrupted`. Its code says whether the command was executed:
 * `ERR_UNREACHABLE` never sent, `ERR_NO_REPLY` and `ERR_TIMEOUT` perhaps executed, `ERR_REPLY` refused by Redis.
 */
export interface Connection {
  /** The driver's own object, which `getRedisConnection` hands out. */
  readonly native: unknown;

  /**
   * A number that changes with each new socket, and is unique in the process. When it changes, the server may have lost the state of the
   * client, such as the cursor of a scan. Left out or undefined: it is not known.
   */
  readonly generation?: number | undefined;

  /**
   * Sends one command and returns its reply.
   * @param slot as in `Command`.
   */
  send(command: string, args: readonly CommandArgument[], slot?: number): Promise<Reply>;

  /**
   * Sends many commands in one write to the socket and returns the replies in order. A command that failed has a ConnectionInterrupted in
   * its place (`ERR_REPLY`, or `ERR_NO_REPLY` from where the connection broke); the promise rejects only if the whole batch failed.
   */
  sendMany(commands: readonly Command[]): Promise<(Reply | Error)[]>;

  /**
   * Runs a script by its hash, and loads it if the server does not know it yet.
   * @param slot the slot of `keys`, as in `Command`; left out it is computed from the first key.
   */
  run(
    script: Script,
    keys: readonly string[],
    args: readonly CommandArgument[],
    slot?: number,
  ): Promise<Reply>;

  /** Connects if necessary and waits for an answer of the server; rejects as any command does. */
  ready(): Promise<void>;

  /** Releases the connection; the last user of a shared socket closes it. Never rejects. */
  close(): Promise<void>;
}

/**
 * A connection to all nodes of a Redis Cluster. It sends a command to the node that serves the given slot; without one, to the node of the first
 * argument, which must be a key. All keys of a command must have the same slot. The connection does not check a given slot: a wrong slot causes
 * a redirection (MOVED), and one that no node serves (outside 0 to 16383) is `ERR_UNREACHABLE`. It follows redirections, and keeps the order of
 * the commands of each key if their slots are right. The batches of `sendMany` may have keys of any slots: the commands for one node are one
 * write, and a failure of a node affects only these.
 */
export interface ClusterConnection extends Connection {
  /**
   * Returns the slot of a key, 0 to 16383, for `slot` of a command. One command may name only keys of one slot.
   */
  slotOf(key: string | Buffer): number;

  /**
   * Returns the node that serves the writes or the reads of a slot, as far as is known now; undefined if none is known yet. Calls to the same
   * node can share a round trip.
   */
  nodeOf(slot: number, write: boolean): string | undefined;

  /**
   * The nodes that together have all keys, as far as is known now; none before the first command or `ready`. A new list whenever a slot has
   * moved to another node.
   */
  readonly masters: readonly string[];

  /**
   * How often another node answered than the one that a command was first sent to. Left out: it is not known, and the driver has no tracking
   * (`track`) either.
   */
  readonly redirections?: number;

  /**
   * Returns a connection to the cluster that sends commands without a key (SCAN, FLUSHDB) to this node. Commands with a key go to the node of the
   * key; reads go to this node if it is a replica that has the key.
   */
  at(node: string): Connection;

  /**
   * Tracks slots that move. The returned function resolves to the primaries that have received, or are receiving,
   * slots since it was created or last called: a scan of all nodes must read these again.
   */
  followMoves(): () => Promise<readonly string[]>;

  /**
   * Connects the driver's own cluster object, `native`, and resolves to it. It opens its own connections to the
   * nodes. Left out: `native` needs no connecting.
   */
  openNative?(): Promise<unknown>;

  /** Opens a tracking connection to one node, see `ConnectionFactory.track`. Left out: the driver has no tracking. */
  track?(node: string, options: TrackingOptions): Tracking;
}

/** Options of `connectCluster`. */
export interface ClusterConnectionOptions {
  /**
   * Reads go to the replicas, which may lag behind the writes.
   * @default false
   */
  readonly readsFromReplicas?: boolean;
}

/**
 * Creates connections from URLs. Built with the cache's validated OPTIONS: `new ConnectionFactory(options)`.
 * @throws ImproperlyConfigured from `connect` for a URL that cannot be understood.
 */
export interface ConnectionFactory {
  /**
   * Checks a server's URL without connecting, so that problems are reported when the settings are read. Left out: `connect` reports them.
   * @throws ImproperlyConfigured with the problem, without the URL's password.
   */
  validate?(url: string): void;

  /** Creates a connection to the server of a URL, without connecting. */
  connect(url: string): Connection;

  /**
   * Creates a connection to the cluster of these nodes, without connecting. Left out: the driver has no clusters.
   * @throws ImproperlyConfigured for URLs that cannot belong to one cluster.
   */
  connectCluster?(seeds: readonly string[], options?: ClusterConnectionOptions): ClusterConnection;

  /**
   * Opens a tracking connection to the server that `connect(url)` would reach, on which the server reports changed keys (`CLIENT TRACKING`
   * with `BCAST`). If the URL names a service of sentinels, the connection moves with it to another server. Left out: the driver has no
   * tracking.
   * @throws ImproperlyConfigured for a URL that cannot be understood.
   */
  track?(url: string, options: TrackingOptions): Tracking;

  /** Closes a connection that this factory created. */
  disconnect(connection: Connection): Promise<void>;
}
