import { performance } from "node:perf_hooks";

const MOST = 10_000;

/** Keys whose load failed while a stale value was returned: they are not loaded again for a while. */
export class Cooling {
  /** The end of that time, by `performance.now()`. */
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
    // Keys that are never requested again would stay here: an early load costs less than keeping them.
    if (this.#until.size >= MOST) this.#until.clear();
    this.#until.set(redisKey, performance.now() + milliseconds);
  }
}
