import { ConnectionInterrupted } from "@coffer/cache-core";
import type { Lane } from "./lane.js";

/**
 * The server that issued a scan's cursor. The cursor is invalid on any other server, and on this one after a restart:
 * a scan that continued there would silently miss keys.
 */
export class ScannedServer {
  readonly #lane: Lane;
  readonly #command: string;
  readonly #id: Promise<string | undefined>;
  #generation: number | undefined;

  /** Create it when the first cursor has arrived. */
  constructor(lane: Lane, command: string) {
    this.#lane = lane;
    this.#command = command;
    this.#generation = lane.connection.generation;
    this.#id = this.#askId();
  }

  /**
   * Call it with each further page.
   * @throws ConnectionInterrupted (`ERR_NO_REPLY`) if the page may be from another server.
   */
  async check(): Promise<void> {
    const { generation } = this.#lane.connection;
    if (generation === this.#generation) return;
    // A lost connection does no harm as long as the same process answers.
    const id = await this.#id;
    this.#generation = generation;
    if (id === undefined || id !== (await this.#askId())) throw this.lost();
  }

  lost(): ConnectionInterrupted {
    return new ConnectionInterrupted(
      "ERR_NO_REPLY",
      `${this.#command} was not finished: another server answers now, or the same one after a restart, and the cursor is invalid there. ` +
        "The keys found so far are incomplete: start the scan again",
    );
  }

  /** The id of the server process; undefined if it is not available, or if the connection was replaced meanwhile. */
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
