import type { Key, VersionOption } from "./key.js";
import type { Timeout } from "./timeout.js";

/** A `Timeout` other than `null`: seconds, or a duration such as `"500ms"`. */
export type Delay = Exclude<Timeout, null>;

/** Options of `acquire` and `using`. */
export interface AcquireOptions {
  /**
   * `true`: wait until the lock is free. `false`: make one attempt.
   * @default the option of the lock, which is `true`
   */
  readonly blocking?: boolean | undefined;
  /**
   * How long to wait for the lock; `null`: without limit. The last attempt is made when this time ends.
   * @default the option of the lock, which is `null`
   */
  readonly blockingTimeout?: Timeout | undefined;
  /**
   * The longest time between two attempts.
   * @default the option of the lock, which is 0.1 seconds
   */
  readonly sleep?: Delay | undefined;
  /**
   * The value that Redis stores while the lock is held. It must be unique.
   * @default 32 random hex characters
   */
  readonly token?: string | Buffer | undefined;
}

/** Options of `lock`. */
export interface LockOptions extends VersionOption, Omit<AcquireOptions, "token"> {
  /**
   * After this time, more than zero, Redis releases the lock by itself. `null`: the lock does not expire while it is held. Redis keeps it for
   * 30 seconds, and the process renews it until it is released or the process ends.
   * @default `null`; 30 seconds for `using`, which extends the lock while its work runs
   */
  readonly timeout?: Timeout | undefined;
  /**
   * `true`: give each holder a number, see `HeldLock.fencingToken`.
   * @default false
   */
  readonly fencing?: boolean | undefined;
}

/** Options of `extend`. */
export interface ExtendOptions {
  /**
   * `true`: the given time replaces the time left. `false`: it is added to the time left.
   * @default false
   */
  readonly replaceTtl?: boolean | undefined;
}

/** What the holder of a lock can do with it. */
export interface LockHandle {
  /**
   * Releases the lock. If Redis is unreachable, the release continues in the background until the lock expires, and may be called
   * again.
   *
   * Redis: `GET` and `DEL` in a script, O(1).
   * @throws ConnectionInterrupted if Redis is unreachable.
   * @throws LockError if the lock is not held: never acquired, or already released.
   * @throws LockNotOwned if the lock was lost: it expired, was deleted, or belongs to another holder.
   */
  release(): Promise<void>;

  /**
   * Adds to the time that the lock has left, or replaces it. If the key has no expiry any more, adding leaves it without one.
   *
   * Redis: `GET`, `PTTL` and `PEXPIRE` in a script, O(1).
   * @returns `true`; every failure is an error.
   * @throws LockError if the lock is not held, or has no timeout.
   * @throws LockNotOwned if the lock was lost.
   */
  extend(timeout: Delay, options?: ExtendOptions): Promise<true>;

  /**
   * Sets the time left to the full timeout again.
   *
   * Redis: `GET` and `PEXPIRE` in a script, O(1).
   * @returns and throws as `extend` does.
   */
  reacquire(): Promise<true>;

  /**
   * Checks whether the lock is held and not lost.
   *
   * Redis: `GET`, O(1).
   * @returns `true` if Redis still stores the token of this holder.
   */
  owned(): Promise<boolean>;
}

/** An acquired lock: `await using held = await lock.acquire()` releases it at the end of the block. */
export interface HeldLock extends LockHandle, AsyncDisposable {
  /** The value that Redis stores while the lock is held. */
  readonly token: string | Buffer;
  /**
   * With `fencing`, a number greater than that of every earlier holder, so that a resource can reject writes of a holder that lost the
   * lock without noticing. It is the server's time in microseconds, or the last number plus one if that is greater. A separate key stores the
   * last number. If that key is deleted, numbers still increase as long as the server's clock does not go back.
   */
  readonly fencingToken: number | undefined;
  /**
   * Releases the lock unless it was released already. If Redis is unreachable, logs the error, and the release continues in the background.
   *
   * Redis: `GET` and `DEL` in a script, O(1).
   * @throws LockNotOwned if the lock was lost.
   */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * A lock in Redis. It and redis-py's lock on the same key exclude each other. Creating it sends nothing. It is stored at its Redis key, among
 * the values, so `delete` and `clear` end it. The methods `release`, `extend`, `reacquire` and `owned` of this object apply to its latest
 * acquisition. Errors of locks are never ignored.
 */
export interface Lock extends LockHandle {
  /**
   * Acquires the lock, and waits for it unless `blocking` is `false`. The lock is not re-entrant. Waiting callers of one process get it in the order
   * of their calls.
   *
   * Redis: `SET` with `NX` and `PX`, O(1) per try; a script with `fencing`.
   * @returns the held lock; `null` if it was not acquired in time.
   * @throws ConnectionInterrupted if Redis is unreachable.
   * @throws TypeError or RangeError for wrong options.
   * @example
   * ```ts
   * const held = await cache.lock("report", { timeout: "30s" }).acquire({ blockingTimeout: "5s" });
   * if (held !== null) await held.release();
   * ```
   */
  acquire(options?: AcquireOptions): Promise<HeldLock | null>;

  /**
   * Acquires the lock, runs `work`, releases the lock, and returns the result of `work`. Extends the lock while the work runs, and aborts
   * `signal` if the lock is lost anyway. If the release fails because Redis is unreachable, logs the error, and the release continues in the
   * background.
   *
   * Redis: `SET` with `NX` and `PX`, and a script for each renewal and the release; O(1).
   * @param work gets a signal that is aborted when the lock is lost, and the held lock.
   * @throws LockError if the lock was not acquired in time.
   * @throws LockNotOwned if the lock was lost, even if the work succeeded.
   * @throws the error of `work`.
   */
  using<T>(
    work: (signal: AbortSignal, held: HeldLock) => T | Promise<T>,
    options?: AcquireOptions,
  ): Promise<T>;

  /**
   * Makes a handle for a lock that was acquired elsewhere, such as in another process, from its token (`HeldLock.token`). Sends nothing and does
   * not check the token: `release`, `extend` and `reacquire` throw LockNotOwned if it is wrong, and `owned` returns `false`. The handle does
   * not renew the lock; without a `timeout`, `reacquire` sets the time left to 30 seconds.
   * @returns the handle.
   * @throws TypeError for a token that is not a string or Buffer, or is empty.
   */
  restore(token: string | Buffer): HeldLock;

  /**
   * Checks whether anybody holds the lock.
   *
   * Redis: `EXISTS`, O(1).
   * @returns `true` if it is held.
   */
  locked(): Promise<boolean>;
}

/** Locks. */
export interface LockCommands {
  /**
   * Makes a lock for a key. Sends nothing; `acquire` or `using` of the lock does.
   * @returns the lock, not acquired.
   * @throws TypeError or RangeError for wrong arguments.
   * @example
   * ```ts
   * await cache.lock("report", { timeout: "30s" }).using(async (signal) => {
   *   await writeReport(signal);
   * });
   * ```
   */
  lock(key: Key, options?: LockOptions): Lock;
}
