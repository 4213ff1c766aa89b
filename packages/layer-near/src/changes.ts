/** At most so many changed keys are remembered. */
const REMEMBERED = 8192;

/**
 * The changes of keys, numbered. A read takes the number of the last one when it is asked; what it brings is kept only if its key has not
 * changed since. Of a change that is not remembered any more it is taken for granted that it was of this key.
 */
export class Changes {
  /** The number of the last one. */
  last = 0;
  /** Of keys that have changed lately, the number of their last change. */
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

  /** Whether a key has certainly not changed after the change of this number. */
  noneSince(number: number, key: string): boolean {
    return number >= this.#forgotten && (this.#changed.get(key) ?? 0) <= number;
  }
}
