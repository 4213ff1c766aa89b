/** A load under way: who asks for its key meanwhile waits for its result. */
export class Flight<T = unknown> {
  /** The Redis key that is loaded. */
  readonly redisKey: string;
  /** Settles when the load is over. */
  result!: Promise<T>;
  isOver = false;
  /** The flights that the loader of this one waits for. */
  readonly waitsFor: Set<Flight> = new Set();
  #isDead = false;
  #onDeath: (() => void) | undefined;

  constructor(redisKey: string) {
    this.redisKey = redisKey;
  }

  /** Whether its key was written or deleted since it began: what it loads may be older than that, so it is not stored. */
  get isDead(): boolean {
    return this.#isDead;
  }

  die(): void {
    if (this.#isDead) return;
    this.#isDead = true;
    this.#onDeath?.();
  }

  /** @param act called when the flight dies, at once where it has. */
  onDeath(act: () => void): void {
    if (this.#isDead) act();
    else this.#onDeath = act;
  }
}
