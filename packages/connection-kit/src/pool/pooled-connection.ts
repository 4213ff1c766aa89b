import type { Command, CommandArgument, Connection, Reply, Script } from "@coffer/cache-core";
import { ConnectionInterrupted, codeOf } from "@coffer/cache-core";
import type { Link } from "../shared-connection/shared-connection.js";
import { veilNative } from "./veil-native.js";

/** One user's share in a connection of the pool. Closing it closes the socket only when nobody else uses it. */
export class PooledConnection implements Connection {
  readonly #link: Link;
  readonly #where: string;
  readonly #release: () => Promise<void>;
  #closing: Promise<void> | undefined;

  constructor(link: Link, where: string, release: () => Promise<void>) {
    this.#link = link;
    this.#where = where;
    this.#release = release;
  }

  get native(): unknown {
    return veilNative(this.#link.native, this.#where);
  }

  get generation(): number {
    return this.#link.generation;
  }

  send(command: string, args: readonly CommandArgument[]): Promise<Reply> {
    if (this.#closing !== undefined) return this.#refuse(command);
    return this.#link.send(command, args);
  }

  sendMany(commands: readonly Command[]): Promise<(Reply | Error)[]> {
    if (this.#closing !== undefined) return this.#refuse(`a batch of ${commands.length} commands`);
    return this.#link.sendMany(commands);
  }

  run(script: Script, keys: readonly string[], args: readonly CommandArgument[]): Promise<Reply> {
    if (this.#closing !== undefined) return this.#refuse(`the script ${script.name}`);
    return this.#link.run(script, keys, args);
  }

  async ready(): Promise<void> {
    try {
      await this.send("PING", []);
    } catch (error) {
      // A user who may not ask for a PING is answered all the same.
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
