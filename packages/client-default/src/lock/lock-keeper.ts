import { performance } from "node:perf_hooks";
import { clearTimeout, setTimeout } from "node:timers";
import { codeOf } from "@coffer/cache-core";
import { lost, type RedisHeldLock } from "./held-lock.js";

/** Of the lifetime: two extensions may fail before the lock runs out. */
const SHARE = 3;
/** The longest wait between tries while Redis is unreachable, in milliseconds. */
const RETRY = 250;
/** Longer than this no timer of Node runs. */
const LONGEST = 2 ** 31 - 1;

/**
 * Extends a lock until `stop` is called. Aborts its signal when the lock is lost: Redis says so, or the time ran out before
 * Redis could be asked. Its timers do not keep the process alive, which is up to the work.
 */
export class LockKeeper {
  readonly #controller = new AbortController();
  readonly #held: RedisHeldLock;
  readonly #redisKey: string;
  readonly #interval: number;
  #next: NodeJS.Timeout | undefined;
  #end: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(held: RedisHeldLock, redisKey: string, lifetime: number) {
    this.#held = held;
    this.#redisKey = redisKey;
    this.#interval = lifetime / SHARE;
    this.#plan(this.#interval);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

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

  /** Looks again when the time has run out, which may have been extended by then. */
  #watch(): void {
    clearTimeout(this.#end);
    const left = this.#held.until - performance.now();
    if (left <= 0) this.#lose(lost(this.#redisKey));
    else this.#end = setTimeout(() => this.#watch(), Math.min(left, LONGEST)).unref();
  }

  /** A lock that the work itself has let go of is not lost. */
  #lose(reason: Error): void {
    this.stop();
    if (!this.#held.isReleased) this.#controller.abort(reason);
  }
}
