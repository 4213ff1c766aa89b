import type { TagVersions } from "../tags/tag-block.js";

/** A running load: callers that ask for its key meanwhile wait for its result. */
export class Flight<T = unknown> {
  /** The Redis key that is loaded. */
  readonly redisKey: string;
  /** Settles when the load is over. */
  result!: Promise<T>;
  isOver = false;
  /** Whether it loads behind an old value, which has been the answer. */
  isBehind = false;
  /** The flights that the loader of this one waits for. */
  readonly waitsFor: Set<Flight> = new Set();
  /** Whether the caller that began it gets an old value if another caller loads. Callers that join may not. */
  hasOld = false;
  /** Whether what is loaded may have tags. */
  mayHaveTags = false;
  /** Its tags, with the versions that they had before; undefined: not known yet. */
  tags: TagVersions | undefined;
  /** The number of the last invalidation before the load, where it can have tags. */
  lastInvalidation = 0;
  /** When `tags` were asked for, by the count of `SingleFlight.moment`; Infinity: not yet. */
  tagsAsked: number = Number.POSITIVE_INFINITY;
  #isDead = false;
  #onAbort: ((reason: Error) => void) | undefined;
  readonly #onDeath: (() => void)[] = [];
  /** Made when it is first asked for: most loaders never do. */
  #controller: AbortController | undefined;

  /** When it began, by the count of `SingleFlight.moment`. */
  readonly begun: number;

  constructor(redisKey: string, begun: number) {
    this.redisKey = redisKey;
    this.begun = begun;
  }

  /** Whether its key was written or deleted since it began: what it loads may be older than that, so it is not stored. */
  get isDead(): boolean {
    return this.#isDead;
  }

  /** For the loader. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    return this.#controller.signal;
  }

  die(): void {
    if (this.#isDead) return;
    this.#isDead = true;
    for (const act of this.#onDeath) act();
  }

  /** Ends it: aborts the signal of its loader, whose result is not stored. */
  abort(reason: Error): void {
    this.#controller ??= new AbortController();
    this.#controller.abort(reason);
    this.die();
    this.#onAbort?.(reason);
  }

  /** Rejects when it is aborted, else never settles. */
  get aborted(): Promise<never> {
    return new Promise((_, reject) => {
      if (this.#controller?.signal.aborted) reject(this.#controller.signal.reason);
      else this.#onAbort = reject;
    });
  }

  get isAborted(): boolean {
    return this.#controller?.signal.aborted === true;
  }

  /** @param act called when the flight dies, at once where it has. */
  onDeath(act: () => void): void {
    if (this.#isDead) act();
    else this.#onDeath.push(act);
  }
}
