/** What a command takes. Text is sent as UTF-8, numbers and bigints as decimals. */
export type CommandArgument = string | number | bigint | Buffer;

/**
 * A command of Redis and its arguments: `["GET", ["key"]]`. `slot` is the slot of its keys in Redis Cluster, where the caller has computed
 * it; left out it is computed from the first argument. Connections to one server ignore it.
 */
export type Command = readonly [name: string, args: readonly CommandArgument[], slot?: number | undefined];

/**
 * A reply, in the shapes of RESP2 whatever driver and protocol: bulk strings are Buffers, simple strings
 * (`OK`) are strings or Buffers, integers are numbers (rounded beyond 2^53: let a script answer with text where it matters),
 * doubles come as bulk strings, maps as flat lists.
 */
export type Reply = null | number | string | Buffer | Reply[];

/** A Lua script. `name` is unique in the process; equal names mean equal source. */
export interface Script {
  readonly name: string;
  readonly source: string;
  /** Whether a reply has a shape that the source can give; left out: any has. */
  fits?(reply: Reply): boolean;
}

/**
 * A way to one server, seen as "send a command, get a reply". Made without connecting; the first command
 * connects. Every call ends: it waits for a connect attempt in progress at most `SOCKET_CONNECT_TIMEOUT`, and
 * for its reply at most `SOCKET_TIMEOUT`, or ten times that while bytes keep arriving; while the server is known to be
 * unreachable it fails at once. A command that was not sent waits for the next connection. A read whose connection ended before its reply may be
 * asked once more; a write that may have reached the server is never sent twice. Commands arrive in the order of the calls.
 *
 * Every failure is a `ConnectionInterrupted`, whose code says what became of the command:
 * `ERR_UNREACHABLE` never sent, `ERR_NO_REPLY` and `ERR_TIMEOUT` perhaps executed, `ERR_REPLY` refused by Redis.
 */
export interface Connection {
  /** The driver's own object, which `getRedisConnection` hands out. */
  readonly native: unknown;

  /**
   * Another number whenever another socket is in use than before, in the whole process: what the server remembers for a client, such as
   * a place in a scan, may be lost then. Left out: it is not known.
   */
  readonly generation?: number | undefined;

  /**
   * One command, one reply.
   * @param slot as in `Command`.
   */
  send(command: string, args: readonly CommandArgument[], slot?: number): Promise<Reply>;

  /**
   * Many commands in one write to the socket, answered in order. The failure of one command stands in its place as a
   * ConnectionInterrupted (`ERR_REPLY`, or `ERR_NO_REPLY` from where the connection broke); the promise rejects only when the
   * batch as a whole failed.
   */
  sendMany(commands: readonly Command[]): Promise<(Reply | Error)[]>;

  /**
   * Runs a script by its hash, loading it where the server does not know it yet.
   * @param slot the slot of `keys`, as in `Command`; left out it is computed from the first key.
   */
  run(
    script: Script,
    keys: readonly string[],
    args: readonly CommandArgument[],
    slot?: number,
  ): Promise<Reply>;

  /** Waits for the server to answer; rejects as any command does. */
  ready(): Promise<void>;

  /** Lets go of the connection; the last user of a shared socket closes it. Never rejects. */
  close(): Promise<void>;
}

/**
 * A way to all nodes of a Redis Cluster. A command goes to the node that serves the slot given with it, else the slot of its first
 * argument, which is its key; the other keys have to be of the same slot. A given slot is not checked: a wrong one costs a redirection
 * (MOVED), and one that no node serves (outside 0 to 16383) is `ERR_UNREACHABLE`. Redirections are followed, and keep the order of the
 * commands of each key, for which their slots have to be right. The batches of `sendMany` may have keys of any slots: each node's part
 * is one write, and one that fails costs its own commands only.
 */
export interface ClusterConnection extends Connection {
  /** The slot of a key, 0 to 16383: keys that one command may name together share it. It is what `slot` of a command takes. */
  slotOf(key: string | Buffer): number;

  /**
   * The node that serves a slot's writes, or its reads, as far as is known now: calls that go by the same node are sent together.
   * Undefined where none is known yet.
   */
  nodeOf(slot: number, write: boolean): string | undefined;

  /**
   * The nodes that between them have all keys, as far as is known now; none before the first command or `ready`. Another list whenever any
   * slot has gone to another node.
   */
  readonly masters: readonly string[];

  /**
   * The cluster by way of one node: a command without a key (SCAN, FLUSHDB) is for this node. What has a key goes where that is, reads
   * to this node where it is a replica that has it.
   */
  at(node: string): Connection;

  /**
   * Follows slots that move. The function that it returns resolves to the masters that have got, or are getting, slots since it was
   * made or last called: where somebody who goes through all nodes has to look once more.
   */
  followMoves(): () => Promise<readonly string[]>;

  /**
   * Connects the driver's own cluster object, which is `native`, and resolves to it. It has connections of its own to the nodes that it is
   * used for. Left out: `native` needs nothing of the kind.
   */
  openNative?(): Promise<unknown>;
}

export interface ClusterConnectionOptions {
  /**
   * Reads go to the replicas, which may not have the latest writes yet.
   * @default false
   */
  readonly readsFromReplicas?: boolean;
}

/**
 * Makes connections from URLs. Built with the cache's validated OPTIONS: `new ConnectionFactory(options)`.
 * @throws ImproperlyConfigured from `connect` for a URL that cannot be understood.
 */
export interface ConnectionFactory {
  /**
   * Checks a server's URL without connecting, so that it is reported when the settings are read.
   * Left out: what is wrong surfaces from `connect`.
   * @throws ImproperlyConfigured naming what is wrong, without the URL's password.
   */
  validate?(url: string): void;

  connect(url: string): Connection;

  /**
   * Makes a connection to the cluster that these nodes are of. Left out: the driver has no clusters.
   * @throws ImproperlyConfigured for URLs that cannot be of one cluster.
   */
  connectCluster?(seeds: readonly string[], options?: ClusterConnectionOptions): ClusterConnection;

  disconnect(connection: Connection): Promise<void>;
}
