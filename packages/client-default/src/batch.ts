import type { Counters, Reply } from "@coffer/cache-core";

/**
 * A batch that has so many entries or bytes leaves at once: what follows does not wait for all of it, and Redis works on the first
 * half of a thousand writes while the second is being encoded (1.6 times as many a second as in one batch).
 */
const MAX_ENTRIES = 512;
const MAX_BYTES = 512 * 1024;

/** What one answers to an entry of a batch: its reply, or the error of this entry alone. */
export type Answer = Reply | Error;

/**
 * Entries that leave together, and the one promise that all their callers wait on. A caller takes its own answer out of
 * it by position, so that a batch of a thousand has one pending reply and not a thousand.
 */
export class Batch<Entry> {
  readonly entries: Entry[] = [];
  readonly answers: Promise<readonly Answer[]>;
  #resolve!: (answers: readonly Answer[]) => void;
  #reject!: (error: unknown) => void;
  #bytes = 0;
  /** A batch of one, which a lone caller makes every time, does without a map. */
  #lastKey: string | undefined;
  #lastPosition = 0;
  #positions: Map<string, number> | undefined;

  constructor() {
    this.answers = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** How many entries it still takes. */
  get room(): number {
    return MAX_ENTRIES - this.entries.length;
  }

  get isFull(): boolean {
    return this.entries.length >= MAX_ENTRIES || this.#bytes >= MAX_BYTES;
  }

  /** Where the entry of `key` that was added last is; undefined where there is none. */
  positionOf(key: string): number | undefined {
    if (key === this.#lastKey) return this.#lastPosition;
    return this.#positions?.get(key);
  }

  /** Adds an entry and says at which position its answer will be. */
  add(key: string, entry: Entry, bytes: number): number {
    const position = this.entries.push(entry) - 1;
    if (this.#lastKey !== undefined) {
      this.#positions ??= new Map();
      this.#positions.set(this.#lastKey, this.#lastPosition);
    }
    this.#lastKey = key;
    this.#lastPosition = position;
    this.#bytes += bytes;
    return position;
  }

  /** Adds entries that nobody will look for by key, and says where the first of them is. */
  addAll(entries: readonly Entry[]): number {
    const start = this.entries.length;
    for (const entry of entries) this.entries.push(entry);
    return start;
  }

  /** Hands the callers what a trip brings, which is counted. What throws on departure is told to them, not to the event loop. */
  settle(depart: (entries: readonly Entry[]) => Promise<readonly Answer[]>, counters: Counters): void {
    const sent = counters.sent(this.entries.length);
    const fail = (error: unknown) => {
      counters.failed(error, this.entries.length);
      this.#reject(error);
    };
    let trip: Promise<readonly Answer[]>;
    try {
      trip = depart(this.entries);
    } catch (error) {
      fail(error);
      return;
    }
    trip.then((answers) => {
      counters.answered(sent);
      for (const answer of answers) if (answer instanceof Error) counters.failed(answer);
      this.#resolve(answers);
    }, fail);
  }
}
