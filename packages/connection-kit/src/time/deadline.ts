import { clearTimeout, setImmediate, setTimeout } from "node:timers";
import { AwakeClock } from "./awake-clock.js";

/** One looks so often, at least, before a deadline is over. What has arrived in the meantime is read each time. */
const LOOKS = 8;

/** A time limit for somebody else. It is over when this process has been awake for so long, and has read what has arrived. */
export class Deadline {
  readonly #limit: number;
  readonly #onOver: () => void;
  readonly #clock: AwakeClock;
  #timer: NodeJS.Timeout | undefined;

  /** @param limit milliseconds. */
  constructor(limit: number, onOver: () => void) {
    this.#limit = limit;
    this.#onOver = onOver;
    this.#clock = new AwakeClock(limit / LOOKS);
    this.#wait(limit);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wait(left: number): void {
    // Twice as often, so that a timer which comes a little late loses no time.
    const pause = Math.min(left, this.#limit / LOOKS / 2);
    this.#timer = setTimeout(() => setImmediate(() => this.#look()), pause);
    // Whoever waits has a socket, which keeps the process alive.
    this.#timer.unref();
  }

  #look(): void {
    if (this.#timer === undefined) return;
    const left = this.#limit - this.#clock.look();
    if (left > 0) {
      this.#wait(left);
      return;
    }
    this.#timer = undefined;
    this.#onOver();
  }
}
