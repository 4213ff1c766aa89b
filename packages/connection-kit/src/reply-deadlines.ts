import { performance } from "node:perf_hooks";
import { clearTimeout, setImmediate, setTimeout } from "node:timers";

/** How many commands had been sent, all told, at a time as of `performance.now()`. */
interface Mark {
  readonly at: number;
  readonly sent: number;
}

/** Into so many steps a deadline is divided: how exactly it is kept, and how often one looks at the clock. */
const STEPS = 32;

/** How many times its deadline a reply may take that does not cease to arrive. */
const PATIENCE = 10;

/**
 * Notices when a reply is late, which is when the server has been silent for long: a large reply on a slow line may take its time.
 * All commands of a connection have the same time and are answered in order, so one timer for the oldest serves all of them; a timer
 * per command would cost more than sending it.
 */
export class ReplyDeadlines {
  readonly #limit: number;
  readonly #received: () => number | undefined;
  readonly #onLate: (commands: number) => void;
  #marks: Mark[] = [];
  #sent = 0;
  #answered = 0;
  #time = 0;
  #timer: NodeJS.Timeout | undefined;
  /** What had been received when that was last seen to change, and when that was. */
  #bytes: number | undefined;
  #heardAt = Number.NEGATIVE_INFINITY;

  /**
   * @param limit milliseconds.
   * @param received how many bytes the connection has received; undefined where that is not known.
   * @param onLate called with the number of commands whose time is over.
   */
  constructor(limit: number, received: () => number | undefined, onLate: (commands: number) => void) {
    this.#limit = limit;
    this.#received = received;
    this.#onLate = onLate;
  }

  /** How many commands have no reply yet. */
  get pending(): number {
    return this.#sent - this.#answered;
  }

  /** Whether nothing has been sent for a while. */
  get isIdle(): boolean {
    return this.#timer === undefined;
  }

  /** As of `performance.now()`, in whole milliseconds, when one looked at the clock last: what is sent now is hardly older. */
  get time(): number {
    return this.#time;
  }

  sent(): void {
    this.#sent += 1;
    if (this.#timer !== undefined) return;
    const now = performance.now();
    this.#time = Math.trunc(now);
    this.#mark(now);
    this.#wait();
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

  #mark(now: number): void {
    this.#marks.push({ at: now, sent: this.#sent });
  }

  #wait(): void {
    this.#timer = setTimeout(() => {
      // Replies may have arrived while this process was busy with something else: let them be read first.
      setImmediate(() => this.#look());
    }, this.#limit / STEPS);
    // The socket keeps the process alive as long as there is a reply to wait for.
    this.#timer.unref();
  }

  #look(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const now = performance.now();
    this.#time = Math.trunc(now);
    this.#listen(now);
    this.#marks.splice(0, this.#countDone());
    // What was sent since one looked last; to ask for the time of each command would cost some more than all else that is done here.
    // Without any mark, too: a script that had to be loaded is answered out of turn, so that the count was ahead of it.
    if (this.pending > 0 && this.#marks.at(-1)?.sent !== this.#sent) this.#mark(now);
    const [oldest] = this.#marks;
    if (oldest === undefined) return;
    if (!this.#isLate(oldest, now)) {
      this.#wait();
      return;
    }
    const late = this.#marks.findLast((mark) => this.#isLate(mark, now)) as Mark;
    this.#onLate(late.sent - this.#answered);
  }

  #listen(now: number): void {
    const bytes = this.#received();
    if (bytes === this.#bytes) return;
    this.#bytes = bytes;
    this.#heardAt = now;
  }

  #isLate({ at }: Mark, now: number): boolean {
    return now >= Math.min(Math.max(at, this.#heardAt) + this.#limit, at + PATIENCE * this.#limit);
  }

  #countDone(): number {
    const first = this.#marks.findIndex((mark) => mark.sent > this.#answered);
    return first < 0 ? this.#marks.length : first;
  }
}
