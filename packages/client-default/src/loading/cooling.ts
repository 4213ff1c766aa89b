import { performance } from "node:perf_hooks";

const MOST = 10_000;

/** Keys whose load has failed while an old value was the answer: they are not loaded again for a while. */
export class Cooling {
  /** Until when, by `performance.now()`. */
  readonly #until: Map<string, number> = new Map();

  has(redisKey: string): boolean {
    if (this.#until.size === 0) return false;
    const until = this.#until.get(redisKey);
    if (until === undefined) return false;
    if (performance.now() < until) return true;
    this.#until.delete(redisKey);
    return false;
  }

  /** @param milliseconds how long. */
  add(redisKey: string, milliseconds: number): void {
    // Keys that are never asked for again would stay here: loading too early costs less than keeping them.
    if (this.#until.size >= MOST) this.#until.clear();
    this.#until.set(redisKey, performance.now() + milliseconds);
  }
}
