/**
 * Keeps the program's order for keys with a write that cannot be sent yet, because its value is still being compressed: what is
 * asked of such a key later waits for its turn, other keys go on.
 */
export class KeyOrder {
  /** By key, when the last that waits for its turn will have had it. */
  readonly #turns: Map<string, Promise<void>> = new Map();
  /** The same for what concerns all keys. */
  #turnOfAll: Promise<void> | undefined;
  #inTurn = false;

  /** Whether nothing waits, so that there is nothing to keep in order: always true for who has no large values. */
  get isIdle(): boolean {
    return (this.#turns.size === 0 && this.#turnOfAll === undefined) || this.#inTurn;
  }

  /** Resolves when nothing waits any more. */
  async settled(): Promise<void> {
    while (!this.isIdle) await Promise.all(this.#earlier(undefined));
  }

  /**
   * Does `issue` when it is the turn of these keys.
   * @param keys `undefined` for what may concern any key.
   */
  after<T>(keys: readonly string[] | undefined, issue: () => Promise<T>): Promise<T> {
    if (this.isIdle) return issue();
    const earlier = this.#earlier(keys);
    return earlier.length === 0 ? issue() : this.#queue(keys, Promise.all(earlier), issue);
  }

  /**
   * Does `issue` with what `ready` gives; until then, what is asked of these keys waits.
   * @param keys `undefined` for what may concern any key.
   */
  hold<Value, T>(
    keys: readonly string[] | undefined,
    ready: Promise<Value>,
    issue: (value: Value) => Promise<T>,
  ): Promise<T> {
    const both = Promise.allSettled([ready, ...this.#earlier(keys)]);
    return this.#queue(keys, both, ([outcome]) => {
      if (outcome.status === "rejected") throw outcome.reason;
      return issue(outcome.value);
    });
  }

  #earlier(keys: readonly string[] | undefined): Promise<void>[] {
    const turns = keys === undefined ? [...this.#turns.values()] : keys.map((key) => this.#turns.get(key));
    return [...turns, this.#turnOfAll].filter((turn) => turn !== undefined);
  }

  #queue<Value, T>(
    keys: readonly string[] | undefined,
    ready: Promise<Value>,
    issue: (value: Value) => Promise<T>,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const turn = ready.then((value) => {
        // What is issued in its turn waits for nobody, though others may be waiting for its keys by now.
        this.#inTurn = true;
        try {
          resolve(issue(value));
        } catch (error) {
          reject(error);
        } finally {
          this.#inTurn = false;
          this.#leave(keys, turn);
        }
      });
      if (keys === undefined) this.#turnOfAll = turn;
      else for (const key of keys) this.#turns.set(key, turn);
    });
  }

  #leave(keys: readonly string[] | undefined, turn: Promise<void>): void {
    if (this.#turnOfAll === turn) this.#turnOfAll = undefined;
    for (const key of keys ?? []) if (this.#turns.get(key) === turn) this.#turns.delete(key);
  }
}
