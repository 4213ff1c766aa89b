import { clearTimeout, setTimeout } from "node:timers";

/** Longer than this no timer of Node runs. */
const LONGEST = 2 ** 31 - 1;

/**
 * Who waits in this process, by key: first come, first served. Only the first of a line asks Redis, so that a thousand waiters do
 * not ask a thousand times as often, and a lock that this process lets go goes to the next in line at once.
 */
export class LockQueue {
  readonly #lines: Map<string, Place[]> = new Map();

  /** Takes a place at the end of the line; who has it leaves it in the end. */
  join(key: string): Place {
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

  /** Wakes the first in the queue of `key`, which then tries to take the lock. */
  wake(key: string): void {
    this.#lines.get(key)?.[0]?.wake();
  }
}

/** A place in a line. */
export class Place {
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

  /** Ends the pause, or the next one where none is under way: what it is about may happen during a try. */
  wake(): void {
    this.#woken = true;
    this.#end?.();
  }

  /** The timer keeps the process alive: somebody waits for what comes after. */
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
