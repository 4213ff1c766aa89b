import type { Outcome } from "@coffer/connection-kit";

/** Commands that were sent together, and what has become of them so far. */
interface PendingBatch {
  readonly outcomes: Outcome[];
  readonly count: number;
  readonly settle: (outcomes: readonly Outcome[]) => void;
}

/** So many entries that are done with are thrown away at once. */
const ROOM = 1024;

/** Whom the replies belong to, which come in the order of the commands. A batch is one entry, however many commands it has. */
export class PendingReplies {
  /** Those before `#first` are done with. They are thrown away now and then, since to shift each one costs more. */
  #batches: PendingBatch[] = [];
  #first = 0;

  add(count: number, settle: (outcomes: readonly Outcome[]) => void): void {
    this.#batches.push({ outcomes: [], count, settle });
  }

  /** Takes the outcome of the oldest command. Returns whether there was one. */
  take(outcome: Outcome): boolean {
    const batch = this.#batches[this.#first];
    if (batch === undefined) return false;
    batch.outcomes.push(outcome);
    if (batch.outcomes.length === batch.count) {
      this.#next();
      batch.settle(batch.outcomes);
    }
    return true;
  }

  /** Ends what has no reply, and will have none. */
  failAll(error: Error): void {
    const left = this.#batches.slice(this.#first);
    this.#batches = [];
    this.#first = 0;
    for (const { outcomes, count, settle } of left) {
      while (outcomes.length < count) outcomes.push([error]);
      settle(outcomes);
    }
  }

  #next(): void {
    this.#first += 1;
    if (this.#first === this.#batches.length || this.#first === ROOM) {
      this.#batches = this.#batches.slice(this.#first);
      this.#first = 0;
    }
  }
}
