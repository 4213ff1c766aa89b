import { performance } from "node:perf_hooks";
import {
  type CacheStats,
  type Counters,
  codeOf,
  type Distribution,
  type NearStats,
} from "@coffer/cache-core";
import { IGNORABLE } from "./ignorable.js";

const SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];
const SECONDS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/**
 * The statistics of one cache. Values that change with every call are plain integers on this object; values that need
 * a clock are measured once per round trip, which many calls share.
 */
export class Statistics implements Counters {
  near?: () => NearStats;
  #hits = 0;
  #misses = 0;
  #writes = 0;
  #loads = 0;
  #loadErrors = 0;
  #staleServed = 0;
  /** Expected codes start at zero, so that monitoring shows their first occurrence as an increase. */
  readonly #errors: Map<string, number> = new Map([...IGNORABLE].map((code) => [code, 0]));
  readonly #batches: Histogram = new Histogram(SIZES);
  readonly #latency: Histogram = new Histogram(SECONDS);

  countLookup<T>(value: T): T {
    if (value instanceof Promise) return value.then((inflated) => this.countLookup(inflated)) as T;
    if (value === undefined) this.#misses++;
    else this.#hits++;
    return value;
  }

  countWrite(isStored: boolean): boolean {
    if (isStored) this.#writes++;
    return isStored;
  }

  countLoad(hasFailed: boolean): void {
    this.#loads++;
    if (hasFailed) this.#loadErrors++;
  }

  countStale(): void {
    this.#staleServed++;
  }

  countError(error: unknown, times = 1): void {
    const code = codeOf(error) ?? "unknown";
    this.#errors.set(code, (this.#errors.get(code) ?? 0) + times);
  }

  batchSent(entries: number): number {
    this.#batches.add(entries);
    return performance.now();
  }

  batchAnswered(sent: number): void {
    this.#latency.add((performance.now() - sent) / 1000);
  }

  /** Returns the statistics now, as an object that does not change. */
  snapshot(): CacheStats {
    return {
      hits: this.#hits,
      misses: this.#misses,
      writes: this.#writes,
      loads: this.#loads,
      loadErrors: this.#loadErrors,
      staleServed: this.#staleServed,
      errors: [...this.#errors.values()].reduce((sum, times) => sum + times, 0),
      errorCodes: Object.fromEntries(this.#errors),
      batches: this.#batches.snapshot(),
      latency: this.#latency.snapshot(),
      ...(this.near === undefined ? {} : { near: this.near() }),
    };
  }
}

/** Buckets with fixed limits, which monitoring systems can sum over processes; `perf_hooks` has none. */
class Histogram {
  readonly #limits: readonly number[];
  readonly #counts: number[];
  #count = 0;
  #sum = 0;

  constructor(limits: readonly number[]) {
    // Values above the last limit are counted, but have no bucket.
    this.#limits = [...limits, Number.POSITIVE_INFINITY];
    this.#counts = this.#limits.map(() => 0);
  }

  add(value: number): void {
    this.#count++;
    this.#sum += value;
    let bucket = 0;
    while (value > (this.#limits[bucket] as number)) bucket++;
    (this.#counts[bucket] as number)++;
  }

  snapshot(): Distribution {
    let upTo = 0;
    const buckets = this.#limits.slice(0, -1).map((le, bucket) => {
      upTo += this.#counts[bucket] as number;
      return { le, count: upTo };
    });
    return { count: this.#count, sum: this.#sum, buckets };
  }
}
