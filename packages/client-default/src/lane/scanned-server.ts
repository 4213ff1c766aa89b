import { ConnectionInterrupted } from "@coffer/cache-core";
import type { Lane } from "./lane.js";

/**
 * The server that a scan has a cursor of. No other server knows what it means, nor does this one after a restart: a scan that went on there
 * would miss keys without a word.
 */
export class ScannedServer {
  readonly #lane: Lane;
  readonly #command: string;
  readonly #id: Promise<string | undefined>;
  #generation: number | undefined;

  /** To be made when the first cursor has come. */
  constructor(lane: Lane, command: string) {
    this.#lane = lane;
    this.#command = command;
    this.#generation = lane.connection.generation;
    this.#id = this.#askId();
  }

  /**
   * To be called with each further page in hand.
   * @throws ConnectionInterrupted (`ERR_NO_REPLY`) where it may be from another server.
   */
  async check(): Promise<void> {
    const { generation } = this.#lane.connection;
    if (generation === this.#generation) return;
    // A connection that was lost is no harm, as long as it is the same process that answers.
    const id = await this.#id;
    this.#generation = generation;
    if (id === undefined || id !== (await this.#askId())) throw this.lost();
  }

  lost(): ConnectionInterrupted {
    return new ConnectionInterrupted(
      "ERR_NO_REPLY",
      `${this.#command} was not finished: another server answers now, or the same one after a restart, and it does not know the cursor. ` +
        "The keys found so far are not all: begin the scan again",
    );
  }

  /** Of the process that answers; undefined where it does not say, or the connection was replaced meanwhile. */
  async #askId(): Promise<string | undefined> {
    const generation = this.#generation;
    const { connection } = this.#lane;
    if (generation === undefined) return undefined;
    try {
      const info = String(await connection.send("INFO", ["server"]));
      return connection.generation === generation ? /^run_id:(\w+)/m.exec(info)?.[1] : undefined;
    } catch {
      // A user without the right to INFO, or an outage, which the next page reports.
      return undefined;
    }
  }
}
