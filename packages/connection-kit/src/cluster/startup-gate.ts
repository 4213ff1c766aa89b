import { ConnectionInterrupted } from "@coffer/cache-core";
import type { Failures } from "../errors/failures.js";
import { ConnectQueue } from "../shared-connection/connect-queue.js";
import type { Payload } from "../shared-connection/held-bytes.js";
import type { Discovery } from "./discovery.js";

export interface EntranceSettings {
  /** The cluster as messages show it. */
  readonly where: string;
  readonly failures: Failures;
  readonly discovery: Discovery;
}

/** Where calls wait, within bounds, until the cluster has been found. While it is known to be away they are answered at once. */
export class Entrance {
  readonly #settings: EntranceSettings;
  readonly #waiting: ConnectQueue = new ConnectQueue();
  #isOpen = false;
  #isClosed = false;

  constructor(settings: EntranceSettings) {
    this.#settings = settings;
  }

  /** Does `work` once the cluster has been found. `what` and `payload` are what is to be sent. */
  pass<T>(what: string, payload: Payload, work: () => Promise<T>): Promise<T> {
    if (this.#isClosed) return Promise.reject(this.#closed(what));
    if (this.#isOpen) return work();
    const { failures, discovery } = this.#settings;
    if (discovery.trouble !== undefined) {
      return Promise.reject(failures.unreachable(what, discovery.trouble));
    }
    if (this.#waiting.isFull) return Promise.reject(failures.queueFull(what, "to be connected"));
    return new Promise((resolve, reject) => {
      this.#waiting.add(payload, {
        start: () => resolve(work()),
        reject: (cause) => reject(failures.unreachable(what, cause)),
      });
      if (this.#waiting.count === 1) this.#find();
    });
  }

  /** The cluster has been found: who waits goes first, in the order of the calls. */
  open(): void {
    this.#isOpen = true;
    for (const { start } of this.#waiting.takeAll()) start();
  }

  /** Whoever comes from now on is refused; resolves when nobody waits any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#waiting.count > 0) await this.#settings.discovery.look().catch(() => {});
  }

  #find(): void {
    const { discovery } = this.#settings;
    discovery.look().catch((cause: Error) => {
      for (const { reject } of this.#waiting.takeAll()) reject(cause);
      discovery.lookSoon();
    });
  }

  #closed(what: string): Error {
    return new ConnectionInterrupted(
      "ERR_CLOSED",
      `${what} was not sent: this connection to ${this.#settings.where} has been closed. Make a new one`,
    );
  }
}
