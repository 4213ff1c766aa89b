import { connect as open } from "node:net";
import {
  type Command,
  type CommandArgument,
  type Connection,
  type ConnectionFactory,
  ConnectionInterrupted,
  ImproperlyConfigured,
  type Reply,
  type Script,
} from "@coffer/cache-core";
import { MemoryDatabase } from "./memory-database.js";

interface Params {
  readonly url: string;
  readonly timeout: number;
}

const databases = new Map<string, MemoryDatabase>();

/** A connection to a database in this process (`memory://`), or to a port that must not be Redis. */
export class MemoryConnection implements Connection {
  readonly native: object = {};
  readonly #params: Params;
  readonly #database: MemoryDatabase;
  #isUnreachable = false;

  constructor(params: Params, database: MemoryDatabase) {
    this.#params = params;
    this.#database = database;
  }

  async send(command: string, args: readonly CommandArgument[]): Promise<Reply> {
    await this.reach();
    return this.execute(command, args);
  }

  async sendMany(commands: readonly Command[]): Promise<(Reply | Error)[]> {
    await this.reach();
    return commands.map(([name, args]) => {
      try {
        return this.execute(name, args);
      } catch (error) {
        return error as Error;
      }
    });
  }

  async run({ name }: Script, keys: readonly string[], args: readonly CommandArgument[]): Promise<Reply> {
    await this.reach();
    const [key = ""] = keys;
    if (name.endsWith("echo")) return [Buffer.from(key), Buffer.from(String(args[0]))];
    const command = { set: "SET", count: "INCR", push: "RPUSH" }[name.split(":")[1] as string] as string;
    return this.execute(command, [key, ...args]);
  }

  async ready(): Promise<void> {
    await this.reach();
  }

  async close(): Promise<void> {}

  protected execute(command: string, args: readonly CommandArgument[]): Reply {
    try {
      return this.#database.execute(command, args);
    } catch (cause) {
      throw new ConnectionInterrupted("ERR_REPLY", (cause as Error).message, { cause });
    }
  }

  /** Any other URL is unreachable: the port refuses connections, or accepts and stays silent. */
  protected async reach(): Promise<void> {
    const { url, timeout } = this.#params;
    const { protocol, port } = new URL(url);
    if (protocol === "memory:") return;
    if (!this.#isUnreachable) {
      await new Promise((resolve) => {
        const socket = open(Number(port), "127.0.0.1").setTimeout(timeout);
        for (const end of ["error", "close", "timeout"]) socket.on(end, () => resolve(socket.destroy()));
      });
    }
    this.#isUnreachable = true;
    throw new ConnectionInterrupted("ERR_UNREACHABLE", `nobody answers at port ${port}`);
  }
}

/** Creates them, with the hooks. */
export class MemoryConnectionFactory implements ConnectionFactory {
  readonly #options: Readonly<Record<string, unknown>>;
  readonly #pools = new Map<string, (params: Params) => Connection>();

  constructor(options: Readonly<Record<string, unknown>> = {}) {
    this.#options = options;
  }

  validate(url: string): void {
    const known = URL.canParse(url) && ["memory:", "redis:"].includes(new URL(url).protocol);
    if (!known) throw new ImproperlyConfigured([new Error("this URL cannot be understood")]);
  }

  connect(url: string): Connection {
    this.validate(url);
    return this.getConnection(this.makeConnectionParams(url));
  }

  async disconnect(connection: Connection): Promise<void> {
    await connection.close();
  }

  makeConnectionParams(url: string): Params {
    return { url, timeout: Number(this.#options.SOCKET_TIMEOUT ?? 2) * 1000 };
  }

  getConnection(params: Params): Connection {
    return this.getOrCreateConnectionPool(params)(params);
  }

  getOrCreateConnectionPool(params: Params): (params: Params) => Connection {
    const pool = this.#pools.get(params.url) ?? this.getConnectionPool(params);
    this.#pools.set(params.url, pool);
    return pool;
  }

  getConnectionPool({ url }: Params): (params: Params) => Connection {
    const database = databases.get(url) ?? new MemoryDatabase();
    databases.set(url, database);
    return (params) => this.make(params, database);
  }

  protected make(params: Params, database: MemoryDatabase): Connection {
    return new MemoryConnection(params, database);
  }
}
