import type { Reply } from "@coffer/cache-core";

/** Commands that were sent together, and what has become of them so far. */
interface PendingBatch {
  readonly answers: (Reply | Error)[];
  readonly count: number;
  readonly settle: (answers: (Reply | Error)[]) => void;
}

/** So many places of what is done with are thrown away at once. */
const ROOM = 1024;

/** Whom the replies belong to, which come in the order of the commands. A batch is one entry, however many commands it has. */
export class PendingReplies {
  /**
   * Those before `#first` are done with, and undefined, so that nobody keeps their answers. Their places are thrown away now and then,
   * since to shift each one costs more.
   */
  #batches: (PendingBatch | undefined)[] = [];
  #first = 0;

  add(count: number, settle: (answers: (Reply | Error)[]) => void): void {
    this.#batches.push({ answers: [], count, settle });
  }

  /** Takes what became of the oldest command. Returns whether there was one. */
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

  /** Ends what has no reply, and will have none. */
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
