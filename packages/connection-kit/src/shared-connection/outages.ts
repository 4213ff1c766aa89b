import { channel } from "node:diagnostics_channel";
import { detached } from "@coffer/cache-core";

/** What subscribers of `coffer:connection` (`node:diagnostics_channel`) are told. */
export interface OutageMessage {
  /** `down`: calls to the server fail at once from now on. `up`: it has answered again. */
  readonly state: "down" | "up";
  /** The server as messages show it, without credentials. */
  readonly server: string;
  /** With `down`: why. */
  readonly error?: Error;
}

const outages = channel("coffer:connection");

/** Tells of one connection when its server goes away and when it is back, once each however many attempts there are. */
export class Outages {
  readonly #server: string;
  #isAway = false;

  constructor(server: string) {
    this.#server = server;
  }

  down(error: Error): void {
    if (this.#isAway) return;
    this.#isAway = true;
    this.#tell({ state: "down", server: this.#server, error });
  }

  up(): void {
    if (!this.#isAway) return;
    this.#isAway = false;
    this.#tell({ state: "up", server: this.#server });
  }

  #tell(message: OutageMessage): void {
    if (outages.hasSubscribers) detached(() => outages.publish(message));
  }
}
