/** At least this many keys are remembered, and at most twice as many. */
const REMEMBERED = 4096;

/**
 * The changes of keys, numbered. A read remembers the number of the last change when it is sent; its result is kept
 * only if its key has not changed since. A change that is no longer remembered is assumed to concern the key.
 */
export class Changes {
  #last = 0;
  /** The numbers of the last changes, by recently changed key. */
  #young: Map<string, number> = new Map();
  #old: Map<string, number> = new Map();
  /** All changes after this one are remembered. */
  #forgotten = 0;
  #youngFrom = 0;

  /** The number of the last one. */
  get last(): number {
    return this.#last;
  }

  add(key: string): void {
    this.#last += 1;
    if (this.#young.size >= REMEMBERED) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#forgotten = this.#youngFrom;
      this.#youngFrom = this.#last - 1;
    }
    this.#young.set(key, this.#last);
  }

  /** Any key may have changed. */
  addAll(): void {
    this.#last += 1;
    this.#young.clear();
    this.#old.clear();
    this.#forgotten = this.#last;
    this.#youngFrom = this.#last;
  }

  /** Whether a key has certainly not changed since the change with this number. */
  noneSince(number: number, key: string): boolean {
    if (number < this.#forgotten) return false;
    const changed = this.#young.get(key) ?? this.#old.get(key);
    return changed === undefined || changed <= number;
  }
}
