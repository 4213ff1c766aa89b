import type { Span } from "../history.js";
import { now } from "../now.js";

/** Milliseconds between two beats. */
const BEAT = 10;
/** Milliseconds by which any timer may be late; summed up they would excuse what is no fault of the machine. */
const USUAL = 10;

/**
 * How long this process has stood still: a machine with more to do than CPUs lets it wait, and no timeout can be kept meanwhile.
 * Counts by how much beats came late that were late indeed.
 */
export class LoopDelay {
  /** The times of it. */
  readonly stands: Span[] = [];
  #stood = 0;
  #last: number = now();
  readonly #timer: NodeJS.Timeout = setInterval(() => this.#beat(), BEAT);

  /** Milliseconds since the beginning, with what is going on right now. */
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
