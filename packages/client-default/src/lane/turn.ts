/**
 * The turn in which one operation, or several of one kind together, use keys exclusively: from the first to the last
 * of them.
 */
export class Turn {
  readonly ended: Promise<void>;
  readonly #kind: string | undefined;
  #count = 0;
  #end!: () => void;

  /** @param kind of operations that may share it; left out: only one operation. */
  constructor(kind?: string) {
    this.#kind = kind;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** Whether an operation of this kind may enter, too. */
  takes(kind: string): boolean {
    return this.#kind === kind;
  }

  enter(): void {
    this.#count += 1;
  }

  /** Returns whether it was the last. */
  leave(): boolean {
    this.#count -= 1;
    if (this.#count > 0) return false;
    this.#end();
    return true;
  }
}
