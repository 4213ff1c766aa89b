import type { Load } from "@coffer/cache-core";
import type { Flight } from "./flight.js";
import { runTogether } from "./load-cycle.js";

/** A key whose loader was called, and the callers that wait for its value. */
interface Asked {
  readonly flight: Flight;
  readonly load: Load;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Combines loads into one call: each key has its own flight, and when all loaders have been called that will be,
 * their keys are loaded together. Keys that another process loads are not waited for; if their loaders are called in
 * the end, they are loaded together as well.
 */
export class Gather {
  readonly #load: (
    redisKeys: readonly string[],
    loads: readonly Load[],
  ) => Promise<ReadonlyMap<string, unknown>>;
  /** How many keys are still being read. */
  #looking: number;
  /** The flights that have started, by the Redis key. */
  readonly #flights: Map<string, Flight> = new Map();
  /** Those of them whose loader has not been called. */
  readonly #begun: Set<string> = new Set();
  #asked: Asked[] = [];

  /**
   * @param keys how many keys there are.
   * @param load returns the values by Redis key; a key that it leaves out has no value.
   */
  constructor(
    keys: number,
    load: (redisKeys: readonly string[], loads: readonly Load[]) => Promise<ReadonlyMap<string, unknown>>,
  ) {
    this.#looking = keys;
    this.#load = load;
  }

  /** A key was read. If it has to be loaded, its flight has started. */
  looked(): void {
    this.#looking -= 1;
    this.#go();
  }

  begun(flight: Flight): void {
    this.#begun.add(flight.redisKey);
    this.#flights.set(flight.redisKey, flight);
  }

  /** The loader of a key is not called now: another process loads it, or its flight has ended. */
  passes(redisKey: string): void {
    if (this.#begun.delete(redisKey)) this.#go();
  }

  /** The loader of a key is called. */
  ask(redisKey: string, load: Load): Promise<unknown> {
    this.#begun.delete(redisKey);
    const flight = this.#flights.get(redisKey) as Flight;
    const value = new Promise((resolve, reject) => {
      this.#asked.push({ flight, load, resolve, reject });
    });
    this.#go();
    return value;
  }

  #go(): void {
    if (this.#looking > 0 || this.#begun.size > 0 || this.#asked.length === 0) return;
    const asked = this.#asked;
    this.#asked = [];
    const flights = asked.map(({ flight }) => flight);
    const load = () =>
      this.#load(
        flights.map(({ redisKey }) => redisKey),
        asked.map((each) => each.load),
      );
    runTogether(flights, load).then(
      (values) => {
        for (const { flight, resolve } of asked) resolve(values.get(flight.redisKey));
      },
      (error) => {
        for (const { reject } of asked) reject(error);
      },
    );
  }
}
