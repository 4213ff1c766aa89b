import { performance } from "node:perf_hooks";
import { clearTimeout, setImmediate, setTimeout } from "node:timers";
import type { Traffic } from "../driver/traffic.js";
import { AwakeClock } from "../time/awake-clock.js";
import { HeldBytes } from "./held-bytes.js";

/** How many commands had been sent, all told, at a time as of the clock of this process. */
interface Mark {
  readonly at: number;
  readonly sent: number;
  /** How many bytes had been written when one looked the next time, those of the commands among them; undefined until then. */
  written: number | undefined;
  /** When any of these were last seen to leave. */
  movedAt: number;
}

/** Into so many steps a deadline is divided: how exactly it is kept, and how often one looks at the clock. */
const STEPS = 32;

/** Of its deadline, in how many parts a process may stand still, and how soon a server counts as silent. */
const PARTS = 8;

/** How many times its deadline a command may take whose bytes do not cease to leave, or its reply to arrive. */
const PATIENCE = 10;

export interface ReplyDeadlinesSettings {
  /** Milliseconds. */
  readonly limit: number;
  /** What has gone over the connection; undefined where that is not known. */
  traffic(): Traffic | undefined;
  /** Called with the number of commands whose time is over. */
  onLate(commands: number): void;
}

/**
 * Notices when a reply is late, which is when nothing has moved for long: on a slow line, a large value may take its time in either
 * direction. Time in which this process stood still does not count, since what has arrived has not been read.
 *
 * All commands of a connection have the same time and are answered in order, so one timer for the oldest serves all of them; a timer
 * per command would cost more than sending it.
 */
export class ReplyDeadlines {
  readonly #settings: ReplyDeadlinesSettings;
  readonly #clock: AwakeClock;
  #marks: Mark[] = [];
  #sent = 0;
  #answered = 0;
  #time = 0;
  #timer: NodeJS.Timeout | undefined;
  #traffic: Traffic | undefined;
  /** When anything was last seen to have arrived. */
  #heardAt = Number.NEGATIVE_INFINITY;
  #silence: HeldBytes | undefined;

  constructor(settings: ReplyDeadlinesSettings) {
    this.#settings = settings;
    this.#clock = new AwakeClock(settings.limit / PARTS);
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

  /** What has been sent to a server since it is silent, though it has something to answer; undefined: it is not. */
  get silence(): HeldBytes | undefined {
    return this.#silence;
  }

  sent(): void {
    this.#sent += 1;
    if (this.#timer !== undefined) return;
    this.#time = Math.trunc(performance.now());
    this.#mark(this.#clock.resume());
    this.#wait();
  }

  answered(): void {
    this.#answered += 1;
  }

  /** Stops looking; what is pending is going to be rejected. */
  stop(): void {
    this.#marks = [];
    this.#traffic = undefined;
    this.#silence = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #mark(now: number): void {
    this.#marks.push({ at: now, sent: this.#sent, written: undefined, movedAt: now });
  }

  #wait(): void {
    this.#timer = setTimeout(() => {
      // Replies may have arrived while this process was busy with something else: let them be read first.
      setImmediate(() => this.#look());
    }, this.#settings.limit / STEPS);
    // The socket keeps the process alive as long as there is a reply to wait for.
    this.#timer.unref();
  }

  #look(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const now = this.#clock.look();
    this.#time = Math.trunc(performance.now());
    this.#follow(now);
    this.#marks.splice(0, this.#countDone());
    // What was sent since one looked last; to ask for the time of each command would cost some more than all else that is done here.
    // Without any mark, too: a script that had to be loaded is answered out of turn, so that the count was ahead of it.
    if (this.pending > 0 && this.#marks.at(-1)?.sent !== this.#sent) this.#mark(now);
    const [oldest] = this.#marks;
    this.#listen(oldest, now);
    if (oldest === undefined) return;
    if (!this.#isLate(oldest, now)) {
      this.#wait();
      return;
    }
    const late = this.#marks.findLast((mark) => this.#isLate(mark, now)) as Mark;
    this.#settings.onLate(late.sent - this.#answered);
  }

  /** Notes what has moved. Bytes that were written behind those of a command say nothing about it. */
  #follow(now: number): void {
    const before = this.#traffic;
    const traffic = this.#settings.traffic();
    this.#traffic = traffic;
    if (traffic === undefined) return;
    const { received, written, left } = traffic;
    if (received !== before?.received) this.#heardAt = now;
    for (const mark of this.#marks) {
      const wasLeaving = mark.written === undefined || mark.written > (before?.left ?? 0);
      if (wasLeaving && left !== before?.left) mark.movedAt = now;
      mark.written ??= written;
    }
  }

  #listen(oldest: Mark | undefined, now: number): void {
    const isSilent = oldest !== undefined && now - this.#movedAt(oldest) >= this.#settings.limit / PARTS;
    this.#silence = isSilent ? (this.#silence ?? new HeldBytes()) : undefined;
  }

  #movedAt({ movedAt }: Mark): number {
    return Math.max(movedAt, this.#heardAt);
  }

  #isLate(mark: Mark, now: number): boolean {
    const { limit } = this.#settings;
    // The system has buffers. What it has taken over may need as long to arrive as it took to leave.
    const quiet = Math.max(limit, mark.movedAt - mark.at);
    return now >= Math.min(this.#movedAt(mark) + quiet, mark.at + PATIENCE * limit);
  }

  #countDone(): number {
    const first = this.#marks.findIndex((mark) => mark.sent > this.#answered);
    return first < 0 ? this.#marks.length : first;
  }
}
