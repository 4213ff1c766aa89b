/**
 * A deletion by pattern, which takes many round trips and counts as done at once: a key that the program names meanwhile is deleted right
 * then, before what is asked of it, and belongs from then on to what came later.
 */
export class Sweep {
  readonly #isMeant: (key: string) => boolean;
  /** The keys that were named meanwhile. */
  readonly #named: Set<string> = new Set();
  readonly #deletions: Promise<unknown>[] = [];
  /** How many there were to delete so far. */
  deleted = 0;

  constructor(isMeant: (key: string) => boolean) {
    this.#isMeant = isMeant;
  }

  /** Whether it has still to delete this key, if it is there. */
  awaits(key: string): boolean {
    return !this.#named.has(key) && this.#isMeant(key);
  }

  /** Whether a key that was found is no longer to be deleted. */
  wasNamed(key: Buffer): boolean {
    return this.#named.size > 0 && this.#named.has(key.toString());
  }

  /** Deletes a key that is named now, where it has not been. */
  named(key: string, remove: () => Promise<number>): void {
    if (!this.awaits(key)) return;
    this.#named.add(key);
    const deletion = remove().then((count) => {
      this.deleted += count;
    });
    // `settled` rejects with it.
    deletion.catch(() => {});
    this.#deletions.push(deletion);
  }

  /** Resolves when what was named has been deleted, too. */
  async settled(): Promise<void> {
    await Promise.all(this.#deletions);
  }
}
