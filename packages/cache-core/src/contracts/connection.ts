/** What a command takes. Text is sent as UTF-8, numbers and bigints as decimals. */
export type CommandArgument = string | number | bigint | Buffer;

/** A command of Redis and its arguments: `["GET", ["key"]]`. */
export type Command = readonly [name: string, args: readonly CommandArgument[]];

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
}

/**
 * A way to one server, seen as "send a command, get a reply". Made without connecting; the first command
 * connects. Every call ends: it waits for a connect attempt in progress at most `SOCKET_CONNECT_TIMEOUT`, and
 * for its reply at most `SOCKET_TIMEOUT`; while the server is known to be away it fails at once. A command
 * that may have reached the server is never sent twice. Commands arrive in the order of the calls.
 *
 * Every failure is a `ConnectionInterrupted`, whose code tells what became of the command:
 * `ERR_UNREACHABLE` never sent, `ERR_NO_REPLY` and `ERR_TIMEOUT` perhaps executed, `ERR_REPLY` refused by Redis.
 */
export interface Connection {
  /** The driver's own object, which `getRedisConnection` hands out. */
  readonly native: unknown;

  /** One command, one reply. */
  send(command: string, args: readonly CommandArgument[]): Promise<Reply>;

  /**
   * Many commands in one write to the socket, answered in order. The failure of one command stands in its place as a
   * ConnectionInterrupted (`ERR_REPLY`, or `ERR_NO_REPLY` from where the connection broke); the promise rejects only when the
   * batch as a whole failed.
   */
  sendMany(commands: readonly Command[]): Promise<(Reply | Error)[]>;

  /** Runs a script by its hash, loading it where the server does not know it yet. */
  run(script: Script, keys: readonly string[], args: readonly CommandArgument[]): Promise<Reply>;

  /** Waits for the server to answer; rejects as any command does. */
  ready(): Promise<void>;

  /** Lets go of the connection; the last user of a shared socket closes it. Never rejects. */
  close(): Promise<void>;
}

/**
 * Makes connections from URLs. Built with the cache's validated OPTIONS: `new ConnectionFactory(options)`.
 * @throws ImproperlyConfigured from `connect` for a URL that cannot be understood.
 */
export interface ConnectionFactory {
  /**
   * Checks a server's URL without connecting, so that a settings mistake is told when the settings are read.
   * Left out: mistakes surface from `connect`.
   * @throws ImproperlyConfigured naming what is wrong, without the URL's password.
   */
  validate?(url: string): void;

  connect(url: string): Connection;

  disconnect(connection: Connection): Promise<void>;
}
