import type { Reply } from "@coffer/cache-core";

/** Commands that were sent together, with the answers so far. */
interface PendingBatch {
  readonly answers: (Reply | Error)[];
  readonly count: number;
  readonly settle: (answers: (Reply | Error)[]) => void;
}

/** How many entries of completed batches are removed at once. */
const ROOM = 1024;

/** Assigns replies to commands, in order. A batch is one entry, however many commands it has. */
export class PendingReplies {
  /**
   * Entries before `#first` are completed, and undefined, so that their answers can be collected. They are removed now and then, since
   * shifting each one would cost more.
   */
  #batches: (PendingBatch | undefined)[] = [];
  #first = 0;

  add(count: number, settle: (answers: (Reply | Error)[]) => void): void {
    this.#batches.push({ answers: [], count, settle });
  }

  /** Assigns an answer to the oldest command. Returns whether there was one. */
  take(answer: Reply | Error): boolean {
    const batch = this.#batches[this.#first];
    if (batch === undefined) return false;
    batch.answers.push(answer);
    if (batch.answers.length === batch.count) {
      this.#next();
      batch.settle(batch.answers);
    }
    return true;
  }

  /** Settles all pending batches, with the error in place of each missing answer. */
  failAll(error: Error): void {
    const left = this.#batches.filter((batch) => batch !== undefined);
    this.#batches = [];
    this.#first = 0;
    for (const { answers, count, settle } of left) {
      while (answers.length < count) answers.push(error);
      settle(answers);
    }
  }

  #next(): void {
    this.#batches[this.#first] = undefined;
    this.#first += 1;
    if (this.#first === this.#batches.length || this.#first === ROOM) {
      this.#batches = this.#batches.slice(this.#first);
      this.#first = 0;
    }
  }
}
