import type { Reply } from "@coffer/cache-core";

/** What one answers to an entry of a batch: its reply, or the error of this entry alone. */
export type Answer = Reply | Error;

/**
 * Entries that leave together, and the one promise that all their callers wait on. A caller takes its own answer out of
 * it by position, so that a batch of a thousand has one pending reply and not a thousand.
 */
export class Batch<Entry> {
  readonly entries: Entry[] = [];
  readonly answers: Promise<readonly Answer[]>;
  readonly #positions: Map<string, number> = new Map();
  #resolve!: (answers: readonly Answer[] | PromiseLike<readonly Answer[]>) => void;
  #bytes = 0;

  constructor() {
    this.answers = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Where the entry of `key` that was added last is; undefined where there is none. */
  positionOf(key: string): number | undefined {
    return this.#positions.get(key);
  }

  /** Adds an entry and says at which position its answer will be. */
  add(key: string, entry: Entry, bytes: number): number {
    const position = this.entries.push(entry) - 1;
    this.#positions.set(key, position);
    this.#bytes += bytes;
    return position;
  }

  settle(answers: Promise<readonly Answer[]>): void {
    this.#resolve(answers);
  }
}
