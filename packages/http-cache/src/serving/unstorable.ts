/** Milliseconds. */
const REMEMBERED = 10_000;
const MOST = 10_000;

/**
 * Keys whose last response could not be stored. Requests for them do not wait for each other, since each would call
 * the application after the previous one anyway.
 */
export class Unstorable {
  readonly #until = new Map<string, number>();

  add(key: string): void {
    this.#until.delete(key);
    this.#until.set(key, Date.now() + REMEMBERED);
    if (this.#until.size <= MOST) return;
    const [oldest] = this.#until.keys();
    this.#until.delete(oldest as string);
  }

  delete(key: string): void {
    this.#until.delete(key);
  }

  has(key: string): boolean {
    const until = this.#until.get(key);
    if (until === undefined) return false;
    if (until > Date.now()) return true;
    this.#until.delete(key);
    return false;
  }
}
