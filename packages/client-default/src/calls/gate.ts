import { clearTimeout, setTimeout } from "node:timers";
import { ConnectionInterrupted } from "@coffer/cache-core";

/** The longest delay of a Node timer. */
const LONGEST = 2 ** 31 - 1;

/**
 * Every call of a client enters here. Once it is closed, later calls are rejected; closing waits for calls that take
 * several round trips or run code of the application.
 */
export class Gate {
  readonly #alias: string;
  #isClosed = false;
  #inside = 0;
  #onEmpty: (() => void) | undefined;

  /** @param alias the cache's name, for messages. */
  constructor(alias: string) {
    this.#alias = alias;
  }

  /** @throws ConnectionInterrupted (`ERR_CLOSED`) once it is closed. */
  check(): void {
    if (!this.#isClosed) return;
    throw new ConnectionInterrupted("ERR_CLOSED", `the cache ${this.#alias} has been closed`);
  }

  /** Every `enter` needs a `leave`. */
  enter(): void {
    this.#inside += 1;
  }

  leave(): void {
    this.#inside -= 1;
    if (this.#inside === 0) this.#onEmpty?.();
  }

  /** Runs work that closing waits for. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.check();
    this.enter();
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  /** Rejects later calls at once; resolves when no call is inside any more, or when the time is over. */
  async close(milliseconds: number | null): Promise<void> {
    this.#isClosed = true;
    if (this.#inside === 0 || (milliseconds !== null && milliseconds <= 0)) return;
    await new Promise<void>((resolve) => {
      // The timer keeps the process alive: the running calls may have nothing else that does.
      const timer = setTimeout(resolve, Math.min(milliseconds ?? LONGEST, LONGEST));
      this.#onEmpty = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
