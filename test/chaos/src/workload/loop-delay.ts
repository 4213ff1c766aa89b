import type { Span } from "../history.js";
import { now } from "../now.js";

/** Milliseconds between two beats. */
const BEAT = 10;
/** Milliseconds that any timer may be late; their sum would excuse delays that the machine did not cause. */
const USUAL = 10;

/**
 * How long this process was blocked: an overloaded machine makes it wait, and no timeout can be kept meanwhile. Sums
 * the delays of beats that were really late.
 */
export class LoopDelay {
  /** The times of it. */
  readonly stands: Span[] = [];
  #stood = 0;
  #last: number = now();
  readonly #timer: NodeJS.Timeout = setInterval(() => this.#beat(), BEAT);

  /** Milliseconds since the start, including the current delay. */
  get stood(): number {
    return this.#stood + this.#overdue;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  get #overdue(): number {
    return Math.max(0, now() - this.#last - BEAT - USUAL);
  }

  #beat(): void {
    const overdue = this.#overdue;
    const to = now();
    if (overdue > 0) this.stands.push({ from: to - overdue, to });
    this.#stood += overdue;
    this.#last = to;
  }
}
