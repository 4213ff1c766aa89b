import { performance } from "node:perf_hooks";
import { clearTimeout, setImmediate, setTimeout } from "node:timers";
import type { Traffic } from "../driver/traffic.js";
import { AwakeClock } from "../time/awake-clock.js";
import { HeldBytes } from "./held-bytes.js";

/** How many commands had been sent in total at a time of the process clock. */
interface Mark {
  readonly at: number;
  readonly sent: number;
  /** How many bytes had been written at the next check, which includes these commands; undefined until then. */
  written: number | undefined;
  /** When the last of these bytes were seen to leave this process. */
  movedAt: number;
}

/** How many checks there are within a deadline: how exactly it is kept. */
const STEPS = 32;

/** The maximum share of a deadline that a pause of the process counts, and after which a server counts as silent. */
const PARTS = 8;

/** How many deadlines a command may take while its bytes are still being sent, or those of its reply arrive. */
const PATIENCE = 10;

export interface ReplyDeadlinesSettings {
  /** Milliseconds. */
  readonly limit: number;
  /** The bytes that went over the connection; undefined if they are not known. */
  traffic(): Traffic | undefined;
  /** Called with the number of commands that have timed out. */
  onLate(commands: number): void;
}

/**
 * Detects late replies. A reply is late when no bytes have moved for the whole time limit: on a slow line, a large
 * value may take longer in either direction. Time in which this process did not run does not count, since received
 * data has not been read.
 *
 * All commands of a connection have the same limit and are answered in order, so one timer serves all of them. A
 * timer for each command would cost more than sending it.
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
  /** When bytes last arrived. */
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

  /** Whether the timer is off: nothing is pending, and nothing has been sent for a while. */
  get isIdle(): boolean {
    return this.#timer === undefined;
  }

  /** `performance.now()` of the last check, in whole milliseconds. It is a little earlier than now, and free. */
  get time(): number {
    return this.#time;
  }

  /** What has been sent to a server since it became silent with replies pending; undefined: it is not silent. */
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

  /** Stops the timer. The pending commands are rejected elsewhere. */
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
      // Replies may have arrived while this process was busy: Node reads them before setImmediate.
      setImmediate(() => this.#check());
    }, this.#settings.limit / STEPS);
    // The socket keeps the process alive as long as a reply is pending.
    this.#timer.unref();
  }

  #check(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const now = this.#clock.read();
    this.#time = Math.trunc(performance.now());
    this.#noteTraffic(now);
    this.#marks.splice(0, this.#countDone());
    // One mark for all commands since the last check: reading the clock for each command would cost more than all the rest.
    // Even without any mark: a script that had to be loaded is answered out of order, so that the count was ahead of it.
    if (this.pending > 0 && this.#marks.at(-1)?.sent !== this.#sent) this.#mark(now);
    const [oldest] = this.#marks;
    this.#noteSilence(oldest, now);
    if (oldest === undefined) return;
    if (!this.#isLate(oldest, now)) {
      this.#wait();
      return;
    }
    const late = this.#marks.findLast((mark) => this.#isLate(mark, now)) as Mark;
    this.#settings.onLate(late.sent - this.#answered);
  }

  /** Records which bytes have moved. Bytes that were written after a command say nothing about that command. */
  #noteTraffic(now: number): void {
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

  #noteSilence(oldest: Mark | undefined, now: number): void {
    const isSilent = oldest !== undefined && now - this.#movedAt(oldest) >= this.#settings.limit / PARTS;
    this.#silence = isSilent ? (this.#silence ?? new HeldBytes()) : undefined;
  }

  #movedAt({ movedAt }: Mark): number {
    return Math.max(movedAt, this.#heardAt);
  }

  #isLate(mark: Mark, now: number): boolean {
    const { limit } = this.#settings;
    // The bytes in the buffers of the system may need as long to arrive as they took to leave this process.
    const quiet = Math.max(limit, mark.movedAt - mark.at);
    return now >= Math.min(this.#movedAt(mark) + quiet, mark.at + PATIENCE * limit);
  }

  #countDone(): number {
    const first = this.#marks.findIndex((mark) => mark.sent > this.#answered);
    return first < 0 ? this.#marks.length : first;
  }
}
