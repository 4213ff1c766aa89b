import type { Counters } from "@coffer/cache-core";
import { failureOf } from "./failure-of.js";

/**
 * After this many round trips of one entry, each started after the previous answer, the lane assumes a single caller.
 */
const LONE_ROUND_TRIPS = 16;
/**
 * Now and then such a caller waits for the end of the turn anyway. If answers arrive without the network (from a
 * mock, or as errors in an outage), the turn would otherwise never end, and timers and sockets would starve.
 */
const YIELD_EVERY = 64;

/** Counts the round trips of a lane to its server, and detects whether they come from one caller. */
export class RoundTrips {
  readonly #counters: Counters;
  #underWay = 0;
  #lone = 0;

  constructor(counters: Counters) {
    this.#counters = counters;
  }

  /** Whether the server is idle for this lane. */
  get isIdle(): boolean {
    return this.#underWay === 0;
  }

  /** Whether the calls come from one caller, who awaits each answer before the next call. */
  get areLone(): boolean {
    return this.#lone >= LONE_ROUND_TRIPS && this.#lone % YIELD_EVERY !== 0 && this.isIdle;
  }

  /** @returns the argument of `answered`. */
  begin(entries: number): number {
    this.#lone = entries === 1 && this.isIdle ? this.#lone + 1 : 0;
    this.#underWay += 1;
    return this.#counters.batchSent(entries);
  }

  answered(begun: number): void {
    this.#underWay -= 1;
    this.#counters.batchAnswered(begun);
  }

  /** None of the entries has an answer. */
  failed(error: unknown, entries: number): void {
    this.#underWay -= 1;
    this.#lone = 0;
    this.#counters.countError(error, entries);
  }

  /** The server rejected one entry of a batch that it answered. */
  refused(error: Error): void {
    this.#counters.countError(error);
  }

  /**
   * Counts a round trip of one call that starts now.
   * @param keys its keys, for the message of a failure.
   */
  follow<T>(entries: number, answering: Promise<T>, keys: readonly string[] | undefined): Promise<T> {
    const begun = this.begin(entries);
    return answering.then(
      (reply) => {
        this.answered(begun);
        return reply;
      },
      (error) => {
        this.failed(error, entries);
        throw failureOf(error, keys);
      },
    );
  }
}
