import { checkNames, IGNORABLE, LockKeeper, LockQueue, type LockWait } from "@coffer/backend-kit";
import {
  type Cache,
  type Caches,
  codeOf,
  type Delay,
  LockError,
  show,
  type Timeout,
  toMilliseconds,
} from "@coffer/cache-core";
import { checkCount, checkText, checkTime, clientOf, keyOf, type NamedOptions } from "../options.js";
import { HeldPlace, lost, type Places } from "./held-place.js";

/** Options of `semaphore`. */
export interface SemaphoreOptions extends NamedOptions {
  /** How many calls may work at once, in all processes together; a whole number from 1. */
  readonly permits: number;
  /**
   * The time after which Redis frees the slot of a process that has died. While work runs, its slot is renewed.
   * @default "30s"
   */
  readonly timeout?: Delay | undefined;
  /**
   * How long `using` waits for a slot; `null` for no limit, `0` for one attempt.
   * @default null
   */
  readonly blockingTimeout?: Timeout | undefined;
  /**
   * The longest time between two attempts.
   * @default 0.1 seconds
   */
  readonly sleep?: Delay | undefined;
}

/** A limit of concurrent work, returned by `semaphore`. */
export interface Semaphore {
  /**
   * Waits for a slot, runs `work`, releases the slot, and resolves to the result of `work`. Renews the slot while the work runs; if it is lost
   * anyway, aborts `signal` and rejects, even if the work succeeds. Waiting calls of one process get a slot in the order of their calls.
   *
   * Redis: scripts (`EVALSHA`) on one sorted set to acquire, renew and release the slot, O(log n) for n slots.
   * @param work gets a signal that is aborted when the slot is lost.
   * @throws LockError if no slot was acquired within `blockingTimeout`.
   * @throws LockNotOwned if the slot was lost, even if the work succeeded.
   * @throws ConnectionInterrupted if Redis is unreachable.
   * @throws the error of `work`.
   */
  using<T>(work: (signal: AbortSignal) => T | Promise<T>): Promise<T>;
}

const KNOWN = ["alias", "name", "permits", "timeout", "blockingTimeout", "sleep"];
const WHO = "semaphore";

/**
 * Creates a semaphore: at most `permits` calls work at once, in all processes. For resources with limited concurrency, such as an API that
 * allows five calls at a time. Sends nothing.
 * @param caches what `createCaches` resolves to, or one of its caches.
 * @throws TypeError for wrong options, ImproperlyConfigured for an unknown alias.
 */
export function semaphore(caches: Caches | Cache, options: SemaphoreOptions): Semaphore {
  checkNames(options, KNOWN, WHO);
  const { timeout = "30s", blockingTimeout = null, sleep = 0.1 } = options;
  const name = checkText(options.name, "name", WHO);
  const places: Places = {
    client: clientOf(caches, options, WHO),
    key: keyOf("semaphore", name),
    permits: checkCount(options.permits, "permits", WHO),
    lifetime: checkTime(timeout, "timeout", WHO),
  };
  const patience = toMilliseconds(blockingTimeout, "blockingTimeout") ?? Number.POSITIVE_INFINITY;
  return new RedisSemaphore(places, { patience, sleep: checkTime(sleep, "sleep", WHO) });
}

class RedisSemaphore implements Semaphore {
  readonly #places: Places;
  readonly #waiting: LockWait;
  readonly #queue = new LockQueue();

  constructor(places: Places, waiting: LockWait) {
    this.#places = places;
    this.#waiting = waiting;
  }

  async using<T>(work: (signal: AbortSignal) => T | Promise<T>): Promise<T> {
    if (typeof work !== "function") throw new TypeError(`${WHO}: work must be a function, got ${show(work)}`);
    const { key, permits, lifetime } = this.#places;
    const place = await this.#queue.wait(key, () => HeldPlace.acquire(this.#places), this.#waiting);
    if (place === null) throw new LockError("ERR_LOCK", `all ${permits} places of ${show(key)} are held`);
    const keeper = new LockKeeper(place, lifetime, () => lost(key));
    let result: T;
    try {
      result = await work(keeper.signal);
      keeper.signal.throwIfAborted();
    } catch (error) {
      keeper.stop();
      // The first error is the one to report.
      await this.#release(place).catch(() => {});
      throw error;
    }
    keeper.stop();
    await this.#release(place);
    return result;
  }

  /** A release that fails because Redis is unreachable is logged: Redis frees the slot by itself. */
  async #release(place: HeldPlace): Promise<void> {
    const { client, key } = this.#places;
    try {
      await place.release();
    } catch (error) {
      if (!IGNORABLE.has(codeOf(error) ?? "")) throw error;
      client.context?.report(error, "release");
    }
    this.#queue.wake(key);
  }
}
