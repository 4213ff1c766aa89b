import type { AcquireOptions, HeldLock, Lock, LockOptions } from "@coffer/cache-core";
import { DummyHeldLock, notHeld } from "./dummy-held-lock.js";

/** A lock that is always acquired and excludes no one. */
export class DummyLock implements Lock {
  readonly #fencing: boolean;
  /** The lock that it acquired last. */
  #last: HeldLock | undefined;

  constructor({ fencing = false }: LockOptions = {}) {
    this.#fencing = fencing;
  }

  async acquire({ token }: AcquireOptions = {}): Promise<HeldLock> {
    this.#last = new DummyHeldLock(token, this.#fencing);
    return this.#last;
  }

  async using<T>(
    work: (signal: AbortSignal, held: HeldLock) => T | Promise<T>,
    options?: AcquireOptions,
  ): Promise<T> {
    const held = await this.acquire(options);
    try {
      return await work(new AbortController().signal, held);
    } finally {
      await held[Symbol.asyncDispose]();
    }
  }

  restore(token: string | Buffer): HeldLock {
    return new DummyHeldLock(token, false);
  }

  async release(): Promise<void> {
    await this.#held().release();
  }

  async extend(): Promise<true> {
    return this.#held().reacquire();
  }

  async reacquire(): Promise<true> {
    return this.#held().reacquire();
  }

  async owned(): Promise<boolean> {
    return this.#last?.owned() ?? false;
  }

  async locked(): Promise<boolean> {
    return this.owned();
  }

  #held(): HeldLock {
    if (this.#last === undefined) throw notHeld();
    return this.#last;
  }
}
