import { ConnectionInterrupted } from "@coffer/cache-core";
import type { Failures } from "../errors/failures.js";
import { ConnectQueue } from "../shared-connection/connect-queue.js";
import type { Payload } from "../shared-connection/held-bytes.js";
import type { Discovery } from "./discovery.js";

export interface StartupGateSettings {
  /** The cluster as messages show it. */
  readonly where: string;
  readonly failures: Failures;
  readonly discovery: Discovery;
}

/**
 * Calls wait here, within limits, until the nodes of the cluster are known. While the cluster is down they fail at
 * once.
 */
export class StartupGate {
  readonly #settings: StartupGateSettings;
  readonly #waiting: ConnectQueue = new ConnectQueue();
  #isOpen = false;
  #isClosed = false;

  constructor(settings: StartupGateSettings) {
    this.#settings = settings;
  }

  /**
   * Runs `work` once the nodes of the cluster are known.
   * @param what the name of the call in messages.
   * @param payload what it sends.
   */
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

  /** Called when the nodes are known: waiting calls go first, in their order. */
  open(): void {
    this.#isOpen = true;
    for (const { start } of this.#waiting.takeAll()) start();
  }

  /** Rejects further calls; resolves when no call waits any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#waiting.count > 0) await this.#settings.discovery.refresh().catch(() => {});
  }

  #find(): void {
    const { discovery } = this.#settings;
    discovery.refresh().catch((cause: Error) => {
      for (const { reject } of this.#waiting.takeAll()) reject(cause);
      discovery.refreshSoon();
    });
  }

  #closed(what: string): Error {
    return new ConnectionInterrupted(
      "ERR_CLOSED",
      `${what} was not sent: this connection to ${this.#settings.where} has been closed. Make a new one`,
    );
  }
}
