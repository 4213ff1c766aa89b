/**
 * What was asked for of late, by key: at least the last `limit` keys, at most twice as many. There is no order to keep on every
 * look-up: a generation that is full becomes the old one, and what is found in the old one moves into the new.
 */
export class Recent<Value> {
  readonly #limit: number;
  #young: Map<string, Value> = new Map();
  #old: Map<string, Value> = new Map();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string): Value | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: string, value: Value): void {
    if (this.#young.size >= this.#limit) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }
}
