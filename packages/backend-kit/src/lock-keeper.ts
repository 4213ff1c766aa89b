import { performance } from "node:perf_hooks";
import { clearTimeout, setTimeout } from "node:timers";
import { codeOf } from "@coffer/cache-core";

/** A fraction of the lifetime: two extensions may fail before the lock expires. */
const SHARE = 3;
/** The longest wait between retries while Redis is unreachable, in milliseconds. */
const RETRY = 250;
/** The longest delay of a Node timer. */
const LONGEST = 2 ** 31 - 1;

/** A held lock, or a held slot of a semaphore. */
export interface Renewable {
  /** On the monotonic clock: the earliest time at which Redis may release it. */
  readonly until: number;
  /** Whether it is released, or is being released. */
  readonly isReleased: boolean;
  /** Sets the time left to the whole lifetime again. @throws LockNotOwned (`ERR_LOCK_NOT_OWNED`) if it was lost. */
  renew(): Promise<void>;
}

/**
 * Extends a lock until `stop` is called. Aborts its signal when the lock is lost: Redis reports it, or the lock's time ends before Redis
 * answers. Its timers do not keep the process alive.
 */
export class LockKeeper {
  readonly #controller = new AbortController();
  readonly #held: Renewable;
  readonly #lost: () => Error;
  readonly #interval: number;
  #next: NodeJS.Timeout | undefined;
  #end: NodeJS.Timeout | undefined;
  #stopped = false;

  /**
   * @param lifetime milliseconds that Redis keeps the lock without a renewal.
   * @param lost the error of a lock whose time ran out.
   */
  constructor(held: Renewable, lifetime: number, lost: () => Error) {
    this.#held = held;
    this.#lost = lost;
    this.#interval = lifetime / SHARE;
    this.#plan(this.#interval);
  }

  /** Aborted when the lock is lost. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Ends the renewals. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#next);
    clearTimeout(this.#end);
  }

  #plan(pause: number): void {
    this.#next = setTimeout(() => this.#extend(), Math.min(pause, LONGEST)).unref();
    this.#watch();
  }

  async #extend(): Promise<void> {
    let pause = this.#interval;
    try {
      await this.#held.renew();
    } catch (error) {
      if (this.#stopped) return;
      const code = codeOf(error);
      if (code === "ERR_LOCK_NOT_OWNED" || code === "ERR_LOCK") this.#lose(error as Error);
      pause = Math.min(RETRY, this.#interval / SHARE);
    }
    if (!this.#stopped) this.#plan(pause);
  }

  /** Checks again at the expiry, which an extension may have moved. */
  #watch(): void {
    clearTimeout(this.#end);
    const left = this.#held.until - performance.now();
    if (left <= 0) this.#lose(this.#lost());
    else this.#end = setTimeout(() => this.#watch(), Math.min(left, LONGEST)).unref();
  }

  /** A lock that the work itself released is not lost. */
  #lose(reason: Error): void {
    this.stop();
    if (!this.#held.isReleased) this.#controller.abort(reason);
  }
}
