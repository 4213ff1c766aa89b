export interface Amount {
  readonly entries: number;
  readonly bytes: number;
}

/**
 * A growing list of keys. They are compared only when a question about them is asked, and then all new ones at once:
 * that takes half the time of comparing one by one, and none if there are no duplicates.
 */
export class DuplicateKeys {
  readonly #keys: readonly string[];
  readonly #repeated = { entries: 0, bytes: 0 };
  #distinct: Set<string> | undefined;
  #compared = 0;

  constructor(keys: readonly string[]) {
    this.#keys = keys;
  }

  has(key: string): boolean {
    return this.#compare().has(key);
  }

  /** Those that are already in the list. */
  get repeated(): Amount {
    this.#compare();
    return this.#repeated;
  }

  #compare(): ReadonlySet<string> {
    this.#distinct ??= new Set();
    for (; this.#compared < this.#keys.length; this.#compared += 1) {
      const key = this.#keys[this.#compared] as string;
      const before = this.#distinct.size;
      if (this.#distinct.add(key).size > before) continue;
      this.#repeated.entries += 1;
      this.#repeated.bytes += key.length;
    }
    return this.#distinct;
  }
}
