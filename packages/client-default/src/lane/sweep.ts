/**
 * A deletion by pattern, which takes many round trips and counts as done at once: a key that the program uses
 * meanwhile is deleted immediately, before the new command, and from then on belongs to later writes.
 */
export class Sweep {
  readonly #isMeant: (key: string) => boolean;
  /** The keys that were used meanwhile. */
  readonly #named: Set<string> = new Set();
  readonly #deletions: Promise<unknown>[] = [];
  /** How many were deleted so far. */
  deleted = 0;

  constructor(isMeant: (key: string) => boolean) {
    this.#isMeant = isMeant;
  }

  /** Whether it must still delete this key, if it exists. */
  awaits(key: string): boolean {
    return !this.#named.has(key) && this.#isMeant(key);
  }

  /** Whether a found key must not be deleted any more. */
  wasNamed(key: Buffer): boolean {
    return this.#named.size > 0 && this.#named.has(key.toString());
  }

  /** Deletes a key that is used now, if it has not been deleted. */
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

  /** Resolves when the used keys have been deleted, too. */
  async settled(): Promise<void> {
    await Promise.all(this.#deletions);
  }
}
