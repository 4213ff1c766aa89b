import { setImmediate } from "node:timers";
import { Flight } from "./flight.js";

/**
 * One load at a time for each key: concurrent callers share its result. A write to the key ends the sharing, since
 * the loaded value may be older: the flight is dead, accepts no more callers, and does not store.
 */
export class SingleFlight<T> {
  readonly #underWay: Map<string, Flight<T>> = new Map();
  /** The last moment that `moment` returned. */
  #moments = 0;
  /** The flight whose own write is being sent. */
  #storing: Flight | undefined;

  /** The flight of a key; undefined if no running load can be shared. */
  flightOf(redisKey: string): Flight<T> | undefined {
    return this.#underWay.get(redisKey);
  }

  /** A number greater than all before: an order of events without a clock. */
  moment(): number {
    this.#moments += 1;
    return this.#moments;
  }

  /** Starts a load. A running one of the key is no longer shared, and its result is not stored. */
  begin(redisKey: string, work: (flight: Flight) => Promise<T>): Flight<T> {
    this.#underWay.get(redisKey)?.die();
    const flight = new Flight<T>(redisKey, this.moment());
    this.#underWay.set(redisKey, flight);
    flight.result = this.#landing(flight, work(flight));
    return flight;
  }

  /** The keys of a write that is being sent. Called for each write: without running loads it does nothing. */
  written(redisKeys: string | readonly string[]): void {
    if (this.#underWay.size === 0) return;
    if (typeof redisKeys === "string") this.#kill(this.#underWay.get(redisKeys));
    else for (const redisKey of redisKeys) this.#kill(this.#underWay.get(redisKey));
  }

  /** A write is being sent that may concern any key. */
  allWritten(): void {
    for (const flight of this.#underWay.values()) this.#kill(flight);
  }

  /** Sends a write of the flight itself, which does not end it. `ask` must send it synchronously. */
  storing<R>(flight: Flight, ask: () => R): R {
    this.#storing = flight;
    try {
      return ask();
    } finally {
      this.#storing = undefined;
    }
  }

  async #landing(flight: Flight<T>, loading: Promise<T>): Promise<T> {
    let isStored = false;
    try {
      const loaded = await loading;
      isStored = flight.isBehind;
      return loaded;
    } finally {
      flight.hasLoaded = true;
      // A read in the same batch as the write still returns the old value, and would start another load.
      if (isStored) setImmediate(() => this.#land(flight));
      else this.#land(flight);
    }
  }

  #kill(flight: Flight<T> | undefined): void {
    if (flight === undefined || flight === this.#storing) return;
    this.#land(flight);
    flight.die();
  }

  /** Another load of its key may be running. */
  #land(flight: Flight<T>): void {
    if (this.#underWay.get(flight.redisKey) === flight) this.#underWay.delete(flight.redisKey);
  }
}
