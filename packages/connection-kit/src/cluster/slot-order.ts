/**
 * Keeps the order of commands when slots move to another primary: commands for the new primary wait until all earlier
 * commands to the old one have been answered or redirected.
 */
export class SlotOrder {
  /** What is pending at each node. */
  readonly #pending: Map<string, Set<Promise<unknown>>> = new Map();
  /** By slot: resolves when nothing is pending at the old primary. */
  readonly #moving: Map<number, Promise<unknown>> = new Map();

  /** Records that something is pending at a node until `done`. */
  track<T>(address: string, done: Promise<T>): Promise<T> {
    let works = this.#pending.get(address);
    if (works === undefined) {
      works = new Set();
      this.#pending.set(address, works);
    }
    const its = works;
    const remove = (): void => {
      its.delete(removed);
    };
    const removed: Promise<void> = done.then(remove, remove);
    its.add(removed);
    return done;
  }

  /** Resolves when commands for a slot may be sent; undefined: at once. */
  waitFor(slot: number): Promise<unknown> | undefined {
    return this.#moving.size === 0 ? undefined : this.#moving.get(slot);
  }

  /**
   * Must be called when slots move, before any later command is sent.
   * @param moved the slots by their old primary.
   */
  slotsMoved(moved: ReadonlyMap<string, readonly number[]>): void {
    for (const [master, slots] of moved) {
      const awaited = new Set<Promise<unknown>>(this.#pending.get(master));
      for (const slot of slots) {
        const earlier = this.#moving.get(slot);
        if (earlier !== undefined) awaited.add(earlier);
      }
      if (awaited.size === 0) continue;
      const drained = Promise.all(awaited).then(() => {
        for (const slot of slots) if (this.#moving.get(slot) === drained) this.#moving.delete(slot);
      });
      for (const slot of slots) this.#moving.set(slot, drained);
    }
  }

  /** Resolves when nothing is pending at any node. */
  async settled(): Promise<void> {
    for (;;) {
      const works = [...this.#pending.values()].flatMap((each) => [...each]);
      if (works.length === 0 && this.#moving.size === 0) return;
      await Promise.all([...works, ...this.#moving.values()]);
    }
  }
}
