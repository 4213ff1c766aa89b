import { clearTimeout, setImmediate, setTimeout } from "node:timers";
import { AwakeClock } from "./awake-clock.js";

/** How often the clock is read, at least, until a deadline is over. Each time, Node first reads what has arrived. */
const CHECKS = 8;

/**
 * A time limit for a server. It is over when this process has been running for that long and has read all received
 * data.
 */
export class Deadline {
  readonly #limit: number;
  readonly #onExpired: () => void;
  readonly #clock: AwakeClock;
  #timer: NodeJS.Timeout | undefined;

  /** @param limit milliseconds. */
  constructor(limit: number, onExpired: () => void) {
    this.#limit = limit;
    this.#onExpired = onExpired;
    this.#clock = new AwakeClock(limit / CHECKS);
    this.#wait(limit);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wait(left: number): void {
    // Twice as often as counted, so that a timer which fires a little late costs no time.
    const pause = Math.min(left, this.#limit / CHECKS / 2);
    this.#timer = setTimeout(() => setImmediate(() => this.#check()), pause);
    // The socket with the pending reply keeps the process alive.
    this.#timer.unref();
  }

  #check(): void {
    if (this.#timer === undefined) return;
    const left = this.#limit - this.#clock.read();
    if (left > 0) {
      this.#wait(left);
      return;
    }
    this.#timer = undefined;
    this.#onExpired();
  }
}
