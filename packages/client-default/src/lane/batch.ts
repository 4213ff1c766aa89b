import type { Reply } from "@coffer/cache-core";
import { type Answer, isError } from "./answer.js";
import { misshapen } from "./failure-of.js";
import type { RoundTrips } from "./round-trips.js";

/** A batch with this many entries or bytes is sent at once, so that later commands do not wait for all of it. */
export interface BatchSize {
  readonly entries: number;
  readonly bytes: number;
}

export const MAX_BATCH: BatchSize = { entries: 512, bytes: 512 * 1024 };

/**
 * Enough for an idle server: it works on these while the next are encoded. With 128 callers this saves a tenth of the
 * time of reads, and two fifths for writes, which take the server longer.
 */
export const EAGER_BATCH: BatchSize = { entries: 64, bytes: 64 * 1024 };

const NO_GROUPS: readonly number[] = [];

/** Sends the batch, and converts the replies to the answers of the entries. */
export interface Packed<Entry> {
  readonly entries: readonly Entry[];
  /** For reads on a lane that mixes groups: the groups of the keys. */
  readonly groups: readonly number[];
  unpack(answers: readonly Answer[]): readonly Answer[];
}

/**
 * Entries that are sent together, and the one promise that all their callers await. A caller takes its answer from it
 * by position, so that a batch of a thousand has one pending reply and not a thousand.
 */
export abstract class Batch<Entry> {
  /** Never rejects: if the whole batch failed, its error is every entry's answer. */
  readonly answers: Promise<readonly Answer[]>;
  protected readonly entries: Entry[] = [];
  protected readonly size: BatchSize;
  /** Its capacity in total. */
  protected limit: BatchSize;
  #resolve!: (answers: readonly Answer[]) => void;
  #bytes = 0;

  constructor(size: BatchSize) {
    this.size = size;
    this.limit = size;
    this.answers = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  get isFull(): boolean {
    return this.entries.length >= this.limit.entries || this.#bytes >= this.limit.bytes;
  }

  /** Adds an entry and returns the position of its answer. */
  protected put(entry: Entry, bytes: number): number {
    this.#bytes += bytes;
    return this.entries.push(entry) - 1;
  }

  /** Sends the batch and gives the callers their answers. Errors of `depart` go to them, not to the event loop. */
  settle(
    depart: (entries: readonly Entry[], groups: readonly number[]) => Promise<readonly Answer[]>,
    roundTrips: RoundTrips,
  ): void {
    const packed = this.pack();
    const { length } = packed.entries;
    const begun = roundTrips.begin(length);
    const fail = (error: unknown) => {
      roundTrips.failed(error, length);
      const failure = error instanceof Error ? error : new Error(String(error));
      this.#resolve(new Array(this.entries.length).fill(failure));
    };
    let answering: Promise<readonly Answer[]>;
    try {
      answering = depart(packed.entries, packed.groups);
    } catch (error) {
      fail(error);
      return;
    }
    answering.then((answers) => {
      if (!Array.isArray(answers) || answers.length !== length)
        return fail(misshapen(`a batch of ${length}`, answers as unknown as Reply));
      roundTrips.answered(begun);
      for (const answer of answers) if (isError(answer)) roundTrips.refused(answer);
      this.#resolve(packed.unpack(answers));
    }, fail);
  }

  protected pack(): Packed<Entry> {
    return { entries: this.entries, groups: NO_GROUPS, unpack: (answers) => answers };
  }
}
