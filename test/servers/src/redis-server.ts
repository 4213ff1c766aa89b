import { readFile } from "node:fs/promises";
import type { Access } from "./access.js";
import type { Certificates } from "./certificates.js";
import { clock } from "./clock.js";
import { eventually, type Patience } from "./eventually.js";
import type { GuardedProcess } from "./guarded-process.js";
import { Monitor } from "./monitor.js";
import { RawConnection } from "./raw-connection.js";
import type { Reply } from "./reply.js";

/** A real server on this machine, started by `startServer`. */
export class RedisServer implements AsyncDisposable {
  readonly #access: Access;
  readonly #process: GuardedProcess;
  readonly #deadline: number;
  #connection: Promise<RawConnection> | undefined;
  /** The address of that connection in MONITOR. */
  #address = "";

  constructor(access: Access, process: GuardedProcess, deadline: number) {
    this.#access = access;
    this.#process = process;
    this.#deadline = deadline;
  }

  get host(): string {
    return this.#access.host;
  }

  /** The port; 0 if the server listens on a unix socket. */
  get port(): number {
    return this.#access.port;
  }

  get socketPath(): string | undefined {
    return this.#access.socketPath;
  }

  get user(): string | undefined {
    return this.#access.user;
  }

  get password(): string | undefined {
    return this.#access.password;
  }

  /** Paths of the certificates of a server with TLS. */
  get tls(): Certificates | undefined {
    return this.#access.tls;
  }

  /** The pid of the process that runs, or ran last. */
  get pid(): number {
    return this.#process.pid;
  }

  /** The folder of the server's files, removed by `stop`. */
  get dir(): string {
    return this.#process.dir;
  }

  /** The URL for clients; credentials are percent-encoded. */
  url(db?: number): string {
    const { user = "", password, socketPath, host, port, tls } = this.#access;
    const login =
      password === undefined ? "" : `${encodeURIComponent(user)}:${encodeURIComponent(password)}@`;
    if (socketPath !== undefined) return `unix://${login}${socketPath}${db === undefined ? "" : `?db=${db}`}`;
    return `${tls ? "rediss" : "redis"}://${login}${host}:${port}${db === undefined ? "" : `/${db}`}`;
  }

  /**
   * Sends a command on the harness's own connection, which `monitor` leaves out, and resolves to the reply with bulk
   * strings as Buffers. Rejects for an error reply, and if the server does not answer within 30 s.
   */
  async command(...args: readonly (string | number | Uint8Array)[]): Promise<Reply> {
    return (await this.#connected()).command(args);
  }

  /** Sends a command like `command`, and decodes the Buffers of the reply as UTF-8, also within arrays. */
  async text(...args: readonly (string | number | Uint8Array)[]): Promise<TextReply> {
    return asText(await this.command(...args));
  }

  /** Returns the fields of INFO, of all sections or one, as strings. */
  async info(section?: string): Promise<Readonly<Record<string, string>>> {
    const text = String(await this.command("INFO", ...(section === undefined ? [] : [section])));
    return Object.fromEntries([...text.matchAll(/^(\w+):(.*)\r$/gm)].map(([, name, value]) => [name, value]));
  }

  /**
   * Records the commands of all clients except the harness. On a unix socket, clients cannot be distinguished, so the
   * harness's commands are recorded, too.
   */
  async monitor(): Promise<Monitor> {
    return Monitor.start(await this.connect(), {
      isOwn: (client) => client === this.#address,
      ping: (marker) => this.command("PING", marker),
    });
  }

  /** Opens another connection, for commands with a state: MULTI, SELECT, subscriptions. The caller closes it. */
  connect(): Promise<RawConnection> {
    return RawConnection.open(this.#access);
  }

  /** Freezes the process (SIGSTOP), and resolves when it is stopped: the system still accepts connections, and nothing answers. */
  async freeze(): Promise<void> {
    this.#process.signal("SIGSTOP");
    await eventually(async () => {
      if (!(await this.#standsStill())) throw new Error(`Process ${this.pid} did not stop.`);
    });
  }

  thaw(): void {
    this.#process.signal("SIGCONT");
  }

  /** Kills the server without warning (SIGKILL), frozen or not. Its folder stays for `restart`. */
  async kill(): Promise<void> {
    this.#forget();
    await this.#process.kill();
  }

  /** Starts the server on its old port, after killing it if it still runs, and waits until it answers. */
  async restart(): Promise<void> {
    await this.kill();
    await this.#process.launch();
    await this.untilReady();
  }

  /** Ends the process, frozen or not, and removes its folder. May be called again. */
  async stop(): Promise<void> {
    this.#forget();
    await this.#process.end();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  /** The last lines of the server's log. */
  log(lines?: number): Promise<string> {
    return this.#process.log(lines);
  }

  /** Polls until `predicate` is true. Rejects at the deadline with an error that shows the predicate. */
  async waitFor(predicate: (server: this) => boolean | Promise<boolean>, patience?: Patience): Promise<void> {
    await eventually(async () => {
      if (!(await predicate(this))) throw new Error(`Still not so: ${predicate}`);
    }, patience);
  }

  /** Resolves when this process answers; rejects with its log if it ends or takes too long. */
  async untilReady(): Promise<void> {
    const end = clock.now() + this.#deadline;
    let reason: unknown;
    while (this.#process.exitStatus === undefined && clock.now() < end) {
      try {
        await this.command("PING");
        // Another server may have taken the port before ours, which will then end.
        if (Number((await this.info("server")).process_id) === this.pid) return;
      } catch (error) {
        reason = error;
      }
      await clock.sleep(5);
    }
    const status = this.#process.exitStatus;
    const what =
      status === undefined ? `did not answer within ${this.#deadline} ms` : `ended with status ${status}`;
    throw new Error(`redis-server ${what}. Its log ends with:\n${await this.log()}`, { cause: reason });
  }

  async #connected(): Promise<RawConnection> {
    const before = this.#connection;
    const usable = (await before?.catch(() => undefined))?.usable;
    // If several commands find the connection broken, the first opens the new one.
    if (!usable && this.#connection === before) this.#connection = this.connect();
    this.#connection ??= this.connect();
    const connection = await this.#connection;
    this.#address = connection.address;
    return connection;
  }

  #forget(): void {
    this.#connection?.then(
      (connection) => connection.close(),
      () => {},
    );
    this.#connection = undefined;
  }

  /** A signal is delivered shortly after it is sent. Without /proc, it counts as delivered. */
  async #standsStill(): Promise<boolean> {
    try {
      return /^State:\s+T/m.test(await readFile(`/proc/${this.pid}/status`, "utf8"));
    } catch {
      return true;
    }
  }
}

export type TextReply = string | number | null | Error | TextReply[];

function asText(reply: Reply): TextReply {
  if (Buffer.isBuffer(reply)) return reply.toString();
  return Array.isArray(reply) ? reply.map(asText) : reply;
}
