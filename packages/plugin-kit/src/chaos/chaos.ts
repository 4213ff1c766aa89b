import type { CacheOptions, ConnectionFactory, PluginClass } from "@coffer/cache-core";
import { random } from "../suite/random.js";
import { ChaosConnectionFactory } from "./chaos-connection-factory.js";
import type { Fault, FaultSchedule } from "./fault-schedule.js";

const FAULTS: readonly Fault[] = ["refused", "lost", "late", "error"];
const DRAWN_FROM = 2 ** 30;

/** Options of `Chaos`. */
export interface ChaosOptions {
  /**
   * The same seed gives the same faults for the same sequence of calls.
   * @default 1
   */
  readonly seed?: number;
  /**
   * By fault, the share of calls that get it, from 0 to 1; all shares together are at most 1.
   * @default none
   */
  readonly shares?: Readonly<Partial<Record<Fault, number>>>;
  /**
   * The delay of late replies in milliseconds.
   * @default 20
   */
  readonly delay?: number;
}

/** A schedule of faults for tests, and a count of the faults so far. Several connections may share one. */
export class Chaos implements FaultSchedule {
  readonly delay: number;
  /** How many calls got each fault. */
  readonly injected: Readonly<Record<Fault, number>>;
  /** `false` disables random faults, so that a test can inspect their effects. */
  isOn = true;

  readonly #counts: Record<Fault, number> = { refused: 0, lost: 0, late: 0, error: 0 };
  readonly #shares: Readonly<Partial<Record<Fault, number>>>;
  readonly #random: (below: number) => number;
  readonly #planned: (Fault | "none")[] = [];

  /** @throws RangeError for invalid shares. */
  constructor({ seed = 1, shares = {}, delay = 20 }: ChaosOptions = {}) {
    const sum = Object.values(shares).reduce((total, share) => total + share, 0);
    if (!Object.values(shares).every((share) => share >= 0) || !(sum <= 1)) {
      throw new RangeError(`shares must be from 0 to 1, together at most 1, got ${JSON.stringify(shares)}`);
    }
    this.delay = delay;
    this.injected = this.#counts;
    this.#shares = shares;
    this.#random = random(seed);
  }

  /** Returns a class for `CONNECTION_FACTORY` that creates connections as `Factory` does, with these faults. */
  over(Factory: PluginClass<ConnectionFactory>): PluginClass<ConnectionFactory, CacheOptions> {
    const chaos = this;
    return class extends ChaosConnectionFactory {
      static readonly options = Factory.options ?? {};

      constructor(options: CacheOptions) {
        super(new Factory(options as never), chaos);
      }
    };
  }

  /** Sets the faults of the next calls, in order. They apply even if random faults are disabled. */
  plan(...faults: readonly (Fault | "none")[]): void {
    this.#planned.push(...faults);
  }

  draw(): Fault | undefined {
    const planned = this.#planned.shift();
    const fault = planned ?? (this.isOn ? this.#byChance() : undefined);
    if (fault === undefined || fault === "none") return undefined;
    this.#counts[fault] += 1;
    return fault;
  }

  pick(below: number): number {
    return this.#random(below);
  }

  #byChance(): Fault | undefined {
    let left = this.#random(DRAWN_FROM) / DRAWN_FROM;
    return FAULTS.find((fault) => {
      left -= this.#shares[fault] ?? 0;
      return left < 0;
    });
  }
}
