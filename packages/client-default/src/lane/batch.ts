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
 * Enough for a server that has nothing to do: it works on these while the next are being encoded. With 128 callers that is worth
 * a tenth of all reads, and two fifths of all writes, which take the server longer.
 */
export const EAGER_BATCH: BatchSize = { entries: 64, bytes: 64 * 1024 };

const NO_GROUPS: readonly number[] = [];

/** What leaves, and how the answers to it become the answers to the entries. */
export interface Packed<Entry> {
  readonly entries: readonly Entry[];
  /** Of reads on a lane that mixes groups: those of the keys. */
  readonly groups: readonly number[];
  unpack(answers: readonly Answer[]): readonly Answer[];
}

/**
 * Entries that are sent together, and the one promise that all their callers wait on. A caller takes its own answer out of
 * it by position, so that a batch of a thousand has one pending reply and not a thousand.
 */
export abstract class Batch<Entry> {
  /** Never rejects: where the whole of it has failed, that stands in the place of each answer. */
  readonly answers: Promise<readonly Answer[]>;
  protected readonly entries: Entry[] = [];
  protected readonly size: BatchSize;
  /** What it takes in all. */
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

  /** Adds an entry and says at which position its answer will be. */
  protected put(entry: Entry, bytes: number): number {
    this.#bytes += bytes;
    return this.entries.push(entry) - 1;
  }

  /** Sends the batch and gives the callers their answers. What `depart` throws is reported to them, not to the event loop. */
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
