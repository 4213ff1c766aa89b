import { Flight } from "./flight.js";
import { waitFor } from "./load-cycle.js";

/**
 * One load at a time for each key: who asks while it is under way shares its result. A write to the key ends the sharing, since what is
 * being loaded may be older: the flight is dead, is not joined any more, and does not store.
 */
export class SingleFlight<T> {
  readonly #underWay: Map<string, Flight<T>> = new Map();
  /** The flight whose own write is being asked for. */
  #storing: Flight | undefined;

  /**
   * `undefined` where nothing is under way that could be shared.
   * @throws LoadCycle where the flight waits for the loader that asks.
   */
  joined(redisKey: string): Promise<T> | undefined {
    const flight = this.#underWay.get(redisKey);
    return flight === undefined ? undefined : waitFor(flight);
  }

  start(redisKey: string, work: (flight: Flight) => Promise<T>): Promise<T> {
    const flight = new Flight<T>(redisKey);
    this.#underWay.set(redisKey, flight);
    flight.result = work(flight).finally(() => {
      flight.isOver = true;
      this.#land(flight);
    });
    return waitFor(flight);
  }

  /** The keys of a write that is being asked for. Called for each write: where nothing is loaded, it has nothing to do. */
  written(redisKeys: string | readonly string[]): void {
    if (this.#underWay.size === 0) return;
    if (typeof redisKeys === "string") this.#kill(this.#underWay.get(redisKeys));
    else for (const redisKey of redisKeys) this.#kill(this.#underWay.get(redisKey));
  }

  /** A write is being asked for that may concern any key. */
  allWritten(): void {
    for (const flight of this.#underWay.values()) this.#kill(flight);
  }

  /** Asks for a write of the flight's own, which does not end it. `ask` has to ask at once, not after a wait. */
  storing<R>(flight: Flight, ask: () => R): R {
    this.#storing = flight;
    try {
      return ask();
    } finally {
      this.#storing = undefined;
    }
  }

  #kill(flight: Flight<T> | undefined): void {
    if (flight === undefined || flight === this.#storing) return;
    this.#land(flight);
    flight.die();
  }

  /** Another may be under way for its key by now. */
  #land(flight: Flight<T>): void {
    if (this.#underWay.get(flight.redisKey) === flight) this.#underWay.delete(flight.redisKey);
  }
}
