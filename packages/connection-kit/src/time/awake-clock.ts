import { performance } from "node:perf_hooks";

/**
 * Milliseconds in which this process was awake. A stretch in which it stood still, be it for synchronous work or because the system had
 * stopped it, counts as `longest` at most: of a server it says nothing, and what has arrived meanwhile is read afterwards.
 */
export class AwakeClock {
  readonly #longest: number;
  #time = 0;
  #looked = performance.now();

  /** @param longest longer than any pause between two looks of a process that is awake. */
  constructor(longest: number) {
    this.#longest = longest;
  }

  /** Goes on; the time since the last look does not count. */
  resume(): number {
    this.#looked = performance.now();
    return this.#time;
  }

  look(): number {
    const now = performance.now();
    this.#time += Math.min(now - this.#looked, this.#longest);
    this.#looked = now;
    return this.#time;
  }
}
