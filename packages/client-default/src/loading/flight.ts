import type { TagVersions } from "../tags/tag-block.js";

/** A running load: later callers of its key wait for its result. */
export class Flight<T = unknown> {
  /** The Redis key that is loaded. */
  readonly redisKey: string;
  /** Settles when the load is over. */
  result!: Promise<T>;
  /** Whether its loader has ended, or the whole load: then it waits for no other flight. */
  hasLoaded = false;
  /** Whether it runs in the background, after a stale value was returned. */
  isBehind = false;
  /** The flights that the loader of this one waits for, once for each of its calls. */
  readonly waitsFor: Flight[] = [];
  /** Whether the caller that started it gets a stale value if another process loads. Callers that join may not. */
  hasOld = false;
  /** Whether the loaded value may have tags. */
  mayHaveTags = false;
  /** The tags of the value, with their versions before the load; undefined: not known yet. */
  tags: TagVersions | undefined;
  /** The number of the last invalidation before the load, if the value can have tags. */
  lastInvalidation = 0;
  /** When `tags` were requested, by the count of `SingleFlight.moment`; Infinity: not yet. */
  tagsAsked: number = Number.POSITIVE_INFINITY;
  /** Resolves when `tags` are known, or will not be. */
  tagsKnown: Promise<unknown> | undefined;
  #isDead = false;
  #onAbort: ((reason: Error) => void) | undefined;
  readonly #onDeath: (() => void)[] = [];
  /** Created when it is first used: most loaders never use it. */
  #controller: AbortController | undefined;

  /** When it started, by the count of `SingleFlight.moment`. */
  readonly begun: number;

  constructor(redisKey: string, begun: number) {
    this.redisKey = redisKey;
    this.begun = begun;
  }

  /**
   * Whether its key was written or deleted while it ran: the loaded value may be older, so it is not stored. A write
   * after its end does not change this.
   */
  get isDead(): boolean {
    return this.#isDead;
  }

  /** The signal that the loader gets; `abort` aborts it. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    return this.#controller.signal;
  }

  /** Marks the load as outdated: its value is returned and not stored. */
  die(): void {
    if (this.#isDead) return;
    this.#isDead = true;
    for (const act of this.#onDeath) act();
  }

  /** Ends the load: aborts the signal of its loader, whose result is not stored. */
  abort(reason: Error): void {
    this.#controller ??= new AbortController();
    this.#controller.abort(reason);
    this.die();
    this.#onAbort?.(reason);
  }

  /** A promise that rejects when the load is aborted, and otherwise never settles. */
  get aborted(): Promise<never> {
    return new Promise((_, reject) => {
      if (this.#controller?.signal.aborted) reject(this.#controller.signal.reason);
      else this.#onAbort = reject;
    });
  }

  /** Whether the load was aborted. */
  get isAborted(): boolean {
    return this.#controller?.signal.aborted === true;
  }

  /** Calls `act` when `die` is called; at once if it was called before. */
  onDeath(act: () => void): void {
    if (this.#isDead) act();
    else this.#onDeath.push(act);
  }
}
