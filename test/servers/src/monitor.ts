import { eventually } from "./eventually.js";
import { type MonitoredCommand, monitoredCommand } from "./monitored-command.js";
import type { RawConnection } from "./raw-connection.js";

export interface MonitorOptions {
  /** Returns whether the address of a client is the harness's own: tests do not count its commands. */
  isOwn(client: string): boolean;
  /** Sends a command to the server: once the monitor has seen it, it has seen all commands before it. */
  ping(marker: string): Promise<unknown>;
}

let markers = 0;

/** Records the commands of clients. MONITOR does not show AUTH, HELLO and administrative commands. */
export class Monitor implements AsyncDisposable {
  /** The commands seen so far; `settled` resolves when they are complete. */
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

  /** Resolves to the commands once they contain all that the server answered before this call. */
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
