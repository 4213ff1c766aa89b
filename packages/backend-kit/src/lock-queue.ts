import { performance } from "node:perf_hooks";
import { clearTimeout, setTimeout } from "node:timers";

/** The longest delay of a Node timer. */
const LONGEST = 2 ** 31 - 1;

/** How to wait for a lock, in milliseconds. */
export interface LockWait {
  /** The longest pause between two attempts. */
  readonly sleep: number;
  /** How long to keep trying. */
  readonly patience: number;
}

/**
 * The callers of this process that wait for a lock, by key, in the order of their calls. Only the first in a queue sends attempts to Redis,
 * whatever the length of the queue. When this process releases a lock, the next in the queue tries at once.
 */
export class LockQueue {
  readonly #lines: Map<string, Place[]> = new Map();

  /**
   * Retries until the time is over, and once more then. The pauses are random, so that processes do not retry at the same times.
   * @param attempt resolves to `null` if it did not succeed.
   * @param check throws if there must be no further attempt.
   */
  async wait<T>(
    key: string,
    attempt: () => Promise<T | null>,
    { sleep, patience }: LockWait,
    check: () => void = () => {},
  ): Promise<T | null> {
    const deadline = performance.now() + patience;
    const place = this.#join(key);
    try {
      while (!place.isFirst) {
        const left = deadline - performance.now();
        if (left <= 0) return await attempt();
        await place.pause(left);
      }
      for (;;) {
        const held = await attempt();
        if (held !== null) return held;
        const left = deadline - performance.now();
        if (left <= 0) return null;
        await place.pause(Math.min(sleep * (0.5 + Math.random() / 2), left));
        // Closing a cache does not wait for work that has not started.
        check();
      }
    } finally {
      place.leave();
    }
  }

  /** Enters the queue at its end; the caller must leave it. */
  #join(key: string): Place {
    const line = this.#lines.get(key) ?? [];
    this.#lines.set(key, line);
    const place: Place = new Place(line, () => {
      line.splice(line.indexOf(place), 1);
      if (line.length === 0) this.#lines.delete(key);
      else line[0]?.wake();
    });
    line.push(place);
    return place;
  }

  /** Makes the first in the queue of `key` try at once. */
  wake(key: string): void {
    this.#lines.get(key)?.[0]?.wake();
  }
}

/** A place in a queue. */
class Place {
  readonly leave: () => void;
  readonly #line: readonly Place[];
  #woken = false;
  #end: (() => void) | undefined;

  constructor(line: readonly Place[], leave: () => void) {
    this.#line = line;
    this.leave = leave;
  }

  get isFirst(): boolean {
    return this.#line[0] === this;
  }

  /** Ends the current pause, or the next one: the release may happen during an attempt. */
  wake(): void {
    this.#woken = true;
    this.#end?.();
  }

  /** The timer keeps the process alive, since a caller waits for it. */
  async pause(milliseconds: number): Promise<void> {
    if (!this.#woken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(milliseconds, LONGEST));
        this.#end = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#woken = false;
    this.#end = undefined;
  }
}
