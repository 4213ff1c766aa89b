import { eventually } from "./eventually.js";
import { type MonitoredCommand, monitoredCommand } from "./monitored-command.js";
import type { RawConnection } from "./raw-connection.js";

export interface MonitorOptions {
  /** Tells the harness's own commands, which no test wants to count. */
  isOwn(client: string): boolean;
  /** Lets the server run a command, by which the monitor knows that it has seen all before it. */
  ping(marker: string): Promise<unknown>;
}

let markers = 0;

/** Records what clients make the server do. AUTH, HELLO and administrative commands are not shown by MONITOR. */
export class Monitor implements AsyncDisposable {
  /** What has been seen until now; `settled` says when that is everything. */
  readonly commands: MonitoredCommand[] = [];
  readonly #connection: RawConnection;
  readonly #options: MonitorOptions;
  readonly #markers: Set<string> = new Set();

  private constructor(connection: RawConnection, options: MonitorOptions) {
    this.#connection = connection;
    this.#options = options;
    connection.onPush = (line) => this.#see(monitoredCommand(String(line)));
  }

  static async start(connection: RawConnection, options: MonitorOptions): Promise<Monitor> {
    const monitor = new Monitor(connection, options);
    await connection.command(["MONITOR"]);
    return monitor;
  }

  /** Resolves to the commands once all that the server has answered before this call are among them. */
  async settled(): Promise<readonly MonitoredCommand[]> {
    markers += 1;
    const marker = `coffer-monitor-${markers}`;
    this.#markers.add(marker);
    await this.#options.ping(marker);
    await eventually(() => {
      if (this.#markers.has(marker)) throw new Error("MONITOR is behind, or its connection is broken.");
    });
    return [...this.commands];
  }

  /** Ends the recording; resolves to the commands, as `settled`. */
  async stop(): Promise<readonly MonitoredCommand[]> {
    try {
      return this.#connection.usable ? await this.settled() : [...this.commands];
    } finally {
      this.#connection.close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#connection.close();
  }

  #see(command: MonitoredCommand): void {
    const [marker] = command.args;
    if (command.name === "PING" && marker !== undefined && this.#markers.delete(marker)) return;
    if (!this.#options.isOwn(command.client)) this.commands.push(command);
  }
}
