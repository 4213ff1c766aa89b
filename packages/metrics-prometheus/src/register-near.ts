import type { CacheStats, NearStats } from "@coffer/cache-core";
import { Counter, Gauge, type Registry } from "prom-client";

const COUNTERS = [
  ["hits", "hits", "Requested values that were in the process's memory."],
  ["misses", "misses", "Requested values that were not in the process's memory."],
  ["invalidations", "invalidations", "Keys that servers have reported as changed."],
  ["flushes", "flushes", "How often everything in the process's memory was discarded."],
  ["evictions", "evictions", "Values in the process's memory that were evicted to make room."],
] as const;

const GAUGES = [
  ["entries", "entries", "sum", "Values in the process's memory."],
  ["bytes", "bytes", "sum", "Bytes that they take, approximately."],
  [
    "lag",
    "lag_seconds",
    "max",
    "Time since the connection that was silent longest last proved that it works; none while it is not armed.",
  ],
] as const;

/** Adds the metrics of caches with the layer near. */
export function registerNear(
  all: () => readonly (readonly [cache: string, stats: CacheStats])[],
  registers: Registry[],
  prefix: string,
): void {
  const each = (work: (cache: string, near: NearStats) => void) => {
    for (const [cache, { near }] of all()) if (near !== undefined) work(cache, near);
  };
  for (const [field, name, help] of COUNTERS) {
    new Counter({
      name: `${prefix}near_${name}_total`,
      help,
      labelNames: ["cache"],
      registers,
      collect() {
        this.reset();
        each((cache, near) => this.inc({ cache }, near[field]));
      },
    });
  }
  for (const [field, name, aggregator, help] of GAUGES) {
    new Gauge({
      name: `${prefix}near_${name}`,
      help,
      aggregator,
      labelNames: ["cache"],
      registers,
      collect() {
        this.reset();
        each((cache, near) => {
          const value = near[field];
          if (value !== null) this.set({ cache }, value);
        });
      },
    });
  }
  new Gauge({
    name: `${prefix}near_armed`,
    aggregator: "min",
    help: "1 while servers report changed keys; 0 while they do not, and nothing is kept.",
    labelNames: ["cache"],
    registers,
    collect() {
      this.reset();
      each((cache, { state }) => this.set({ cache }, state === "armed" ? 1 : 0));
    },
  });
}
