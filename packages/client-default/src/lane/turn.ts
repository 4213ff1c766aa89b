/** The time that one operation has keys for itself, or several of one kind have them together: from the first to the last of them. */
export class Turn {
  readonly ended: Promise<void>;
  readonly #kind: string | undefined;
  #count = 0;
  #end!: () => void;

  /** @param kind of those who may have it together; left out: there is one. */
  constructor(kind?: string) {
    this.#kind = kind;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** Whether one of this kind may enter, too. */
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
