import type { Reply } from "@coffer/cache-core";
import { ReplyTexts } from "./reply-texts.js";
import type { Trips } from "./trips.js";

/** A batch that has so many entries or bytes leaves at once: what follows does not wait for all of it. */
export interface BatchSize {
  readonly entries: number;
  readonly bytes: number;
}

export const FULL: BatchSize = { entries: 512, bytes: 512 * 1024 };

/**
 * Enough for a server that has nothing to do: it works on these while the next are being encoded. With 128 callers that is worth
 * a tenth of all reads, and two fifths of all writes, which take the server longer.
 */
export const FIRST: BatchSize = { entries: 64, bytes: 64 * 1024 };

/** What one answers to an entry of a batch: its reply, or the error of this entry alone. */
export type Answer = Reply | Error;

/** Most answers are Buffers, which are told sooner than that they are no errors. */
export function isError(answer: Answer): answer is Error {
  return typeof answer === "object" && !Buffer.isBuffer(answer) && answer instanceof Error;
}

/**
 * Entries that leave together, and the one promise that all their callers wait on. A caller takes its own answer out of
 * it by position, so that a batch of a thousand has one pending reply and not a thousand.
 */
export class Batch<Entry> {
  readonly entries: Entry[] = [];
  readonly answers: Promise<readonly Answer[]>;
  readonly #size: BatchSize;
  #resolve!: (answers: readonly Answer[]) => void;
  #reject!: (error: unknown) => void;
  #bytes = 0;
  /** A batch of one, which a lone caller makes every time, does without a map. */
  #firstKey: string | undefined;
  #firstPosition = 0;
  #positions: Map<string, number> | undefined;
  #texts: ReplyTexts | undefined;

  constructor(size: BatchSize) {
    this.#size = size;
    this.answers = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** How many entries it still takes. */
  get room(): number {
    return this.#size.entries - this.entries.length;
  }

  get isFull(): boolean {
    return this.entries.length >= this.#size.entries || this.#bytes >= this.#size.bytes;
  }

  /** Where the entry of `key` that was added last is; undefined where there is none. */
  positionOf(key: string): number | undefined {
    if (this.#positions !== undefined) return this.#positions.get(key);
    return key === this.#firstKey ? this.#firstPosition : undefined;
  }

  /** Adds an entry and says at which position its answer will be. */
  add(key: string, entry: Entry, bytes: number): number {
    const position = this.entries.push(entry) - 1;
    if (this.#firstKey === undefined) {
      this.#firstKey = key;
      this.#firstPosition = position;
    } else {
      this.#positions ??= new Map([[this.#firstKey, this.#firstPosition]]);
      this.#positions.set(key, position);
    }
    this.#bytes += bytes;
    return position;
  }

  /** Adds entries that nobody will look for by key, and says where the first of them is. */
  addAll(entries: readonly Entry[]): number {
    const start = this.entries.length;
    for (const entry of entries) this.entries.push(entry);
    return start;
  }

  /** The texts of its answers, which all its readers share; undefined where there is one, who has nothing to share. */
  textsOf(answers: readonly Answer[]): ReplyTexts | undefined {
    if (answers.length > 1) this.#texts ??= new ReplyTexts(answers);
    return this.#texts;
  }

  /** Hands the callers what a trip brings. What throws on departure is told to them, not to the event loop. */
  settle(depart: (entries: readonly Entry[]) => Promise<readonly Answer[]>, trips: Trips): void {
    const begun = trips.begin(this.entries.length);
    const fail = (error: unknown) => {
      trips.failed(error, this.entries.length);
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
      trips.answered(begun);
      for (const answer of answers) if (isError(answer)) trips.refused(answer);
      this.#resolve(answers);
    }, fail);
  }
}
