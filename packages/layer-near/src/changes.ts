/** How many changed keys are remembered at most. */
const REMEMBERED = 8192;

/**
 * The changes of keys, numbered. A read remembers the number of the last change when it is sent; its result is kept
 * only if its key has not changed since. A change that is no longer remembered is assumed to concern the key.
 */
export class Changes {
  /** The number of the last change. */
  last = 0;
  /** The number of the last change, by recently changed key. */
  readonly #changed: Map<string, number> = new Map();
  /** All changes after this one are remembered. */
  #forgotten = 0;

  add(key: string): void {
    if (this.#changed.size >= REMEMBERED) this.#forget();
    this.last += 1;
    this.#changed.set(key, this.last);
  }

  /** Any key may have changed. */
  addAll(): void {
    this.last += 1;
    this.#forget();
  }

  #forget(): void {
    this.#changed.clear();
    this.#forgotten = this.last;
  }

  /** Whether a key has certainly not changed since the change with this number. */
  noneSince(number: number, key: string): boolean {
    return number >= this.#forgotten && (this.#changed.get(key) ?? 0) <= number;
  }
}
