import type { Delay, Load, PreviousValue, Timeout } from "@coffer/cache-core";
import { toMilliseconds } from "@coffer/cache-core";
import { checkTags } from "../calls/tags.js";
import type { Flight } from "./flight.js";
import { delay, type LoadPlan } from "./load-plan.js";

/** The argument of a loader, with its decisions. */
export class LoadOf implements Load {
  readonly key: string;
  readonly previous: PreviousValue<unknown> | undefined;
  readonly #flight: Flight;
  readonly #plan: LoadPlan;
  readonly #late: Set<string> = new Set();
  #timeout: number | null | undefined;
  #stale: number;
  #grace: number;
  #skips = false;

  constructor(flight: Flight, plan: LoadPlan, previous: PreviousValue<unknown> | undefined) {
    this.key = flight.redisKey;
    this.previous = previous;
    this.#flight = flight;
    this.#plan = plan;
    this.#stale = plan.stale;
    this.#grace = plan.grace;
  }

  get signal(): AbortSignal {
    return this.#flight.signal;
  }

  /** Numbers are seconds. */
  get timeout(): Timeout {
    const { timeout } = this.#timeout === undefined ? this.#plan : { timeout: this.#timeout };
    return timeout === null ? null : timeout / 1000;
  }

  set timeout(timeout: Timeout) {
    this.#timeout = toMilliseconds(timeout);
  }

  get stale(): Delay {
    return this.#stale / 1000;
  }

  set stale(stale: Delay) {
    this.#stale = delay(stale, "stale", 0);
  }

  get grace(): Delay {
    return this.#grace / 1000;
  }

  set grace(grace: Delay) {
    this.#grace = delay(grace, "grace", 0);
  }

  // These two are plain functions, since loaders destructure them: `({ tag }) => ...`.
  readonly tag = (...tags: string[]): void => {
    if (this.#plan.tags === undefined)
      throw new TypeError("load.tag needs the option tags: give getOrSet tags, [] if there are no others");
    for (const tag of checkTags(tags)) this.#late.add(tag);
  };

  readonly skip = <V>(value: V): V => {
    this.#skips = true;
    return value;
  };

  /** The loader's decisions, with its value. A timeout set by the loader overrides `nullTimeout`. */
  decided(value: unknown): {
    readonly isSkipped: boolean;
    /** Milliseconds. */
    readonly timeout: number | null;
    readonly stale: number;
    readonly grace: number;
    /** The names of tags that the loader added. */
    readonly late: readonly string[];
  } {
    const { nullTimeout, timeout } = this.#plan;
    return {
      isSkipped: this.#skips,
      timeout: this.#timeout === undefined ? (value === null ? nullTimeout : timeout) : this.#timeout,
      stale: this.#stale,
      grace: this.#grace,
      late: [...this.#late],
    };
  }
}
