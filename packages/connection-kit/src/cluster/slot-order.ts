/**
 * Keeps the order of commands when slots change hands: what is asked of a slot's new master waits until the old one has answered, or
 * passed on, what was asked of it before.
 */
export class SlotOrder {
  /** By node. */
  readonly #underWay: Map<string, Set<Promise<unknown>>> = new Map();
  /** By slot, when the old master is through. */
  readonly #moving: Map<number, Promise<unknown>> = new Map();

  /** Notes that a node has something to do until `done`. */
  enter<T>(address: string, done: Promise<T>): Promise<T> {
    let works = this.#underWay.get(address);
    if (works === undefined) {
      works = new Set();
      this.#underWay.set(address, works);
    }
    const its = works;
    const leave = (): void => {
      its.delete(left);
    };
    const left: Promise<void> = done.then(leave, leave);
    its.add(left);
    return done;
  }

  /** What commands for a slot have to wait for; undefined: nothing. */
  waitFor(slot: number): Promise<unknown> | undefined {
    return this.#moving.size === 0 ? undefined : this.#moving.get(slot);
  }

  /**
   * Called when slots change hands, ahead of what is asked from then on.
   * @param moved the slots, by their old master.
   */
  change(moved: ReadonlyMap<string, readonly number[]>): void {
    for (const [master, slots] of moved) {
      const awaited = new Set<Promise<unknown>>(this.#underWay.get(master));
      for (const slot of slots) {
        const earlier = this.#moving.get(slot);
        if (earlier !== undefined) awaited.add(earlier);
      }
      if (awaited.size === 0) continue;
      const through = Promise.all(awaited).then(() => {
        for (const slot of slots) if (this.#moving.get(slot) === through) this.#moving.delete(slot);
      });
      for (const slot of slots) this.#moving.set(slot, through);
    }
  }

  /** Resolves when nobody has anything to do. */
  async settled(): Promise<void> {
    for (;;) {
      const works = [...this.#underWay.values()].flatMap((each) => [...each]);
      if (works.length === 0 && this.#moving.size === 0) return;
      await Promise.all([...works, ...this.#moving.values()]);
    }
  }
}
