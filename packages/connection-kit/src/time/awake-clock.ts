import { performance } from "node:perf_hooks";

/**
 * A clock that counts the milliseconds in which this process was running. A pause, for synchronous work or because
 * the system had stopped the process, counts as `longest` at most: it says nothing about a server, whose replies are
 * read afterwards.
 */
export class AwakeClock {
  readonly #longest: number;
  #time = 0;
  #readAt = performance.now();

  /** @param longest longer than the time between two reads of the clock in a running process. */
  constructor(longest: number) {
    this.#longest = longest;
  }

  /** Continues after a time in which the clock was not read, which does not count. */
  resume(): number {
    this.#readAt = performance.now();
    return this.#time;
  }

  read(): number {
    const now = performance.now();
    this.#time += Math.min(now - this.#readAt, this.#longest);
    this.#readAt = now;
    return this.#time;
  }
}
