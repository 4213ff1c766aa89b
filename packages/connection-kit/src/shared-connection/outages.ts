import { channel } from "node:diagnostics_channel";
import { detached } from "@coffer/cache-core";

/** The message that is published on the channel `coffer:connection` of `node:diagnostics_channel`. */
export interface OutageMessage {
  /** `down`: calls to the server fail at once from now on. `up`: the server answers again. */
  readonly state: "down" | "up";
  /** The server as messages show it, without credentials. */
  readonly server: string;
  /** With `down`: the reason. */
  readonly error?: Error;
}

const outages = channel("coffer:connection");

/**
 * Publishes when the server of one connection goes down and when it is up again, once each, however many attempts
 * there are.
 */
export class Outages {
  readonly #server: string;
  #isDown = false;

  constructor(server: string) {
    this.#server = server;
  }

  down(error: Error): void {
    if (this.#isDown) return;
    this.#isDown = true;
    this.#publish({ state: "down", server: this.#server, error });
  }

  up(): void {
    if (!this.#isDown) return;
    this.#isDown = false;
    this.#publish({ state: "up", server: this.#server });
  }

  #publish(message: OutageMessage): void {
    if (outages.hasSubscribers) detached(() => outages.publish(message));
  }
}
