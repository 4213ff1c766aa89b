import type { CacheStats, Caches } from "@coffer/cache-core";
import { Counter, type Registry, register } from "prom-client";
import { DistributionHistogram } from "./distribution-histogram.js";
import { registerNear } from "./register-near.js";

/** Options of `registerMetrics`. */
export interface MetricsOptions {
  /**
   * The registry of prom-client that gets the metrics.
   * @default prom-client's own registry, `register`
   */
  readonly registry?: Registry;
  /**
   * The prefix of every metric's name; a second `Caches` in the same registry needs another prefix.
   * @default "coffer_"
   */
  readonly prefix?: string;
}

/** What each counts, and its name if that differs. */
const COUNTERS = [
  ["hits", "hits", "Requested values that were found."],
  ["misses", "misses", "Requested values that were not found."],
  ["writes", "writes", "Values that were stored."],
  ["loads", "loads", "Loaders of getOrSet that have run."],
  ["loadErrors", "load_errors", "Loaders of getOrSet that have failed."],
  ["staleServed", "stale_served", "Stale values that getOrSet returned, for stale or grace."],
] as const;

/**
 * Adds the counts of the caches to a registry as metrics. Each scrape reads the counts; nothing runs in between.
 * @param caches what `createCaches` resolves to.
 * @throws Error if the registry already has metrics of these names.
 */
export function registerMetrics(
  caches: Pick<Caches, "stats">,
  { registry = register, prefix = "coffer_" }: MetricsOptions = {},
): void {
  const registers = [registry];
  const all = (): [cache: string, stats: CacheStats][] => Object.entries(caches.stats());

  for (const [field, name, help] of COUNTERS) {
    new Counter({
      name: `${prefix}${name}_total`,
      help,
      labelNames: ["cache"],
      registers,
      collect() {
        this.reset();
        for (const [cache, stats] of all()) this.inc({ cache }, stats[field]);
      },
    });
  }
  registerNear(all, registers, prefix);
  new Counter({
    name: `${prefix}errors_total`,
    help: "Keys and commands that failed and values that could not be read, ignored or not, by the code of their error.",
    labelNames: ["cache", "code"],
    registers,
    collect() {
      this.reset();
      for (const [cache, { errorCodes }] of all()) {
        for (const [code, times] of Object.entries(errorCodes)) this.inc({ cache, code }, times);
      }
    },
  });
  new DistributionHistogram({
    name: `${prefix}batch_size`,
    help: "Keys or commands that were sent together in one round trip to a server.",
    registers,
    read: () => all().map(([cache, { batches }]) => [cache, batches]),
  });
  new DistributionHistogram({
    name: `${prefix}batch_duration_seconds`,
    help: "Time from sending a batch to its answer.",
    registers,
    read: () => all().map(([cache, { latency }]) => [cache, latency]),
  });
}
