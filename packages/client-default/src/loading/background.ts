import { clearTimeout, setTimeout } from "node:timers";
import type { Flight } from "./flight.js";

/** The maximum number of concurrent background loads of a cache. */
const MOST = 64;

/** Background loads, which no caller waits for. */
export class Background {
  readonly #underWay: Map<Flight, Promise<void>> = new Map();

  get isFull(): boolean {
    return this.#underWay.size >= MOST;
  }

  /** @returns a promise that resolves when the load has ended, with any outcome. */
  add(flight: Flight, ended: Promise<unknown>): Promise<void> {
    const work = ended.then(
      () => {},
      () => {},
    );
    this.#underWay.set(flight, work);
    work.then(() => this.#underWay.delete(flight));
    return work;
  }

  /** Aborts all of them, and waits at most this many milliseconds for their ends. */
  async close(patience: number): Promise<void> {
    for (const flight of this.#underWay.keys()) flight.abort(new Error("the caches are being closed"));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patience);
    });
    await Promise.race([Promise.all(this.#underWay.values()), late]);
    clearTimeout(timer);
  }
}
