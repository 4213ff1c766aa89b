import type { CacheStats, LoadReason } from "@coffer/cache-core";
import type { ServerRow } from "../../../src/diagnosis/server-figures.js";

/** The counts at a moment. */
export interface Sample {
  /** Seconds since 1970. */
  readonly at: number;
  readonly stats: CacheStats | undefined;
  readonly reasons: Partial<Record<LoadReason, number>>;
  readonly servers: readonly ServerRow[];
}

/** Two minutes. */
const MOST = 120;

export function withSample(samples: readonly Sample[], sample: Sample): Sample[] {
  return [...samples.slice(1 - MOST), sample];
}

/** The growth per second, at each sample; null at the first, and after a reset. */
export function rates(
  samples: readonly Sample[],
  of: (sample: Sample) => number | undefined,
): (number | null)[] {
  return samples.map((sample, index) => {
    const before = samples[index - 1];
    const [now, then] = [of(sample), before === undefined ? undefined : of(before)];
    if (before === undefined || now === undefined || then === undefined || now < then) return null;
    return (now - then) / Math.max(0.001, sample.at - before.at);
  });
}

/** The mean of the measurements between two samples, by sum and count; null if there were none. */
export function means(
  samples: readonly Sample[],
  of: (sample: Sample) => { readonly sum: number; readonly count: number } | undefined,
): (number | null)[] {
  return samples.map((sample, index) => {
    const before = samples[index - 1];
    const [now, then] = [of(sample), before === undefined ? undefined : of(before)];
    if (now === undefined || then === undefined || now.count <= then.count) return null;
    return (now.sum - then.sum) / (now.count - then.count);
  });
}

/** A figure summed over all servers that answer. */
export function ofServers(
  name: "hits" | "misses" | "commandsPerSecond",
): (sample: Sample) => number | undefined {
  return ({ servers }) => {
    const figures = servers.flatMap((row) => ("error" in row ? [] : [row[name]]));
    return figures.length === 0 ? undefined : figures.reduce((sum, each) => sum + each, 0);
  };
}
