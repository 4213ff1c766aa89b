/** Commands that were sent at about one time; times as of `performance.now()`. */
interface Mark {
  /** When the first of them was sent, and the last. */
  readonly start: number;
  at: number;
  /** How many commands had been sent then, all told. */
  sent: number;
}

/** How much later than its deadline a command may be given up, as a part of the whole. */
const PRECISION = 64;

/**
 * Notices when a reply is late. All commands of a connection have the same time and are answered in order, so one timer
 * for the oldest serves all of them; a timer per command would cost more than sending it.
 */
export class ReplyDeadlines {
  readonly #limit: number;
  readonly #onLate: (commands: number) => void;
  #marks: Mark[] = [];
  #sent = 0;
  #answered = 0;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param limit milliseconds.
   * @param onLate called with the number of commands whose time is over.
   */
  constructor(limit: number, onLate: (commands: number) => void) {
    this.#limit = limit;
    this.#onLate = onLate;
  }

  /** How many commands have no reply yet. */
  get pending(): number {
    return this.#sent - this.#answered;
  }

  sent(): void {
    const now = performance.now();
    this.#sent += 1;
    const last = this.#marks.at(-1);
    if (last !== undefined && now - last.start < this.#limit / PRECISION) {
      last.at = now;
      last.sent = this.#sent;
      return;
    }
    this.#marks.push({ start: now, at: now, sent: this.#sent });
    if (this.#timer === undefined) this.#wait(this.#limit);
  }

  answered(): void {
    this.#answered += 1;
  }

  /** Stops looking; what is pending is going to be rejected. */
  stop(): void {
    this.#marks = [];
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wait(milliseconds: number): void {
    this.#timer = setTimeout(() => {
      // Replies may have arrived while this process was busy with something else: let them be read first.
      setImmediate(() => this.#look());
    }, milliseconds);
    // The socket keeps the process alive as long as there is a reply to wait for.
    this.#timer.unref();
  }

  #look(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#marks.splice(0, this.#countDone());
    const now = performance.now();
    // A script that had to be loaded is answered out of turn, so that the count was ahead of it.
    if (this.#marks.length === 0 && this.pending > 0)
      this.#marks.push({ start: now, at: now, sent: this.#sent });
    const [oldest] = this.#marks;
    if (oldest === undefined) return;
    const left = oldest.at + this.#limit - now;
    if (left > 0) {
      this.#wait(left);
      return;
    }
    const late = this.#marks.findLast((mark) => mark.at + this.#limit <= now) as Mark;
    this.#onLate(late.sent - this.#answered);
  }

  #countDone(): number {
    const first = this.#marks.findIndex((mark) => mark.sent > this.#answered);
    return first < 0 ? this.#marks.length : first;
  }
}
