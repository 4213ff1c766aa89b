import type { Command, CommandArgument, Connection, Reply, Script } from "@coffer/cache-core";
import { ConnectionInterrupted, codeOf, redactOnInspect } from "@coffer/cache-core";
import type { SharedConnection } from "../shared-connection/shared-connection.js";

/** A user's share of a pool: closing it closes the shared connection only if it was the last user. */
export class PooledConnection implements Connection {
  readonly #shared: SharedConnection;
  readonly #where: string;
  readonly #release: () => Promise<void>;
  #closing: Promise<void> | undefined;

  constructor(shared: SharedConnection, where: string, release: () => Promise<void>) {
    this.#shared = shared;
    this.#where = where;
    this.#release = release;
  }

  get native(): unknown {
    return redactOnInspect(this.#shared.native, (native) => `[${native.constructor.name} of ${this.#where}]`);
  }

  get generation(): number {
    return this.#shared.generation;
  }

  send(command: string, args: readonly CommandArgument[]): Promise<Reply> {
    if (this.#closing !== undefined) return this.#refuse(command);
    return this.#shared.send(command, args);
  }

  sendMany(commands: readonly Command[]): Promise<(Reply | Error)[]> {
    if (this.#closing !== undefined) return this.#refuse(`a batch of ${commands.length} commands`);
    return this.#shared.sendMany(commands);
  }

  run(script: Script, keys: readonly string[], args: readonly CommandArgument[]): Promise<Reply> {
    if (this.#closing !== undefined) return this.#refuse(`the script ${script.name}`);
    return this.#shared.run(script, keys, args);
  }

  async ready(): Promise<void> {
    try {
      await this.send("PING", []);
    } catch (error) {
      // The server has answered, even if this user may not send PING.
      if (codeOf(error) !== "ERR_REPLY") throw error;
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#release();
    return this.#closing;
  }

  #refuse(what: string): Promise<never> {
    return Promise.reject(
      new ConnectionInterrupted(
        "ERR_CLOSED",
        `${what} was not sent: this connection to ${this.#where} has been closed. Make a new one`,
      ),
    );
  }
}
