import type { Key, VersionOption } from "./key.js";
import type { Timeout } from "./timeout.js";

/** A time to wait: as `Timeout`, and never for ever. */
export type Delay = Exclude<Timeout, null>;

export interface AcquireOptions {
  /** `false`: one try. Default: the lock's, which is `true`. */
  readonly blocking?: boolean | undefined;
  /**
   * How long to wait for the lock; `null` for as long as it takes. The last try falls at the end of that time. Default: the lock's, which
   * is `null`.
   */
  readonly blockingTimeout?: Timeout | undefined;
  /** The longest time between two tries. Default: the lock's, which is 0.1 seconds. */
  readonly sleep?: Delay | undefined;
  /** What is stored while the lock is held; nobody else may ever use it. Default: 32 random hex characters. */
  readonly token?: string | Buffer | undefined;
}

export interface LockOptions extends VersionOption, Omit<AcquireOptions, "token"> {
  /**
   * When Redis lets go of the lock by itself, more than zero; `null`: not while it is held. Redis keeps such a lock for 30 seconds at a
   * time, and it is renewed until it is released or its process ends. Default: `null`, and for `using`, which extends the lock while its
   * work runs, 30 seconds.
   */
  readonly timeout?: Timeout | undefined;
  /** Number the holders: see `HeldLock.fencingToken`. Default: `false`. */
  readonly fencing?: boolean | undefined;
}

export interface ExtendOptions {
  /** `true`: this is the time left from now on. Default: it is added to the time left. */
  readonly replaceTtl?: boolean | undefined;
}

/** What who holds a lock can do with it. */
export interface LockHandle {
  /**
   * Lets go. Where that fails because Redis cannot be reached, it goes on in the background until the lock runs out, and may be called
   * again.
   * @throws ConnectionInterrupted where Redis cannot be asked.
   * @throws LockError where it is not held: never acquired, or released already.
   * @throws LockNotOwned where it was lost: it ran out, was deleted, or is somebody else's by now.
   */
  release(): Promise<void>;

  /**
   * Adds to the time left, or sets it. A key that lost its expiry keeps none, unless it is set.
   * @throws LockError where it is not held, or was made without a timeout.
   * @throws LockNotOwned where it was lost.
   */
  extend(timeout: Delay, options?: ExtendOptions): Promise<true>;

  /** Sets the time left to the full timeout again. Throws as `extend` does. */
  reacquire(): Promise<true>;

  /** Whether it is held and not lost. */
  owned(): Promise<boolean>;
}

/** A lock that was acquired: `await using held = await lock.acquire()` releases it at the end of the block. */
export interface HeldLock extends LockHandle, AsyncDisposable {
  /** What is stored. */
  readonly token: string | Buffer;
  /**
   * With `fencing`: greater than that of every holder before, so that what is written to can refuse a holder who lost
   * the lock and does not know it. The server's time in microseconds, or one more than the last number, which is kept in a key beside the
   * lock: they go on rising when that key was deleted, as long as the server's clock does not go back.
   */
  readonly fencingToken: number | undefined;
  /** `release`, unless it was released already. Where Redis cannot be asked that is logged. @throws LockNotOwned where it was lost. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * A lock in Redis, which redis-py's lock on the same key excludes, and the other way round. Making it sends nothing. It lives at its
 * Redis key, among the values: `delete` and `clear` break it. Its own release, extend, reacquire and owned are those of what it
 * acquired last. No error of a lock is ever ignored.
 */
export interface Lock extends LockHandle {
  /**
   * Resolves to the held lock, or to `null` where it was not got. Not re-entrant. Of those who wait in one process the first
   * to come is the first to get it.
   */
  acquire(options?: AcquireOptions): Promise<HeldLock | null>;

  /**
   * Acquires, does `work`, releases, and resolves to what `work` gave. The lock is extended while the work runs; when it is
   * lost all the same, `signal` is aborted, and work that ends well after that is not taken for done. A release that fails because Redis
   * cannot be asked is logged and goes on in the background.
   * @throws LockError where the lock was not got.
   * @throws LockNotOwned where it was lost, also when the work ended well.
   */
  using<T>(
    work: (signal: AbortSignal, held: HeldLock) => T | Promise<T>,
    options?: AcquireOptions,
  ): Promise<T>;

  /** Whether anybody holds it. */
  locked(): Promise<boolean>;
}

/** Locks. */
export interface LockCommands {
  /** @throws TypeError or RangeError for wrong arguments, at once. */
  lock(key: Key, options?: LockOptions): Lock;
}
