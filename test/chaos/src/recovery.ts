import type { FaultRecord, History, Span } from "./history.js";
import { COUNTERS } from "./workload/counters.js";

/**
 * Milliseconds after which all workers must be back once the servers are: a second, and half a second for a machine
 * on which workers compete for CPUs.
 */
export const RECOVERY = 1_500;

/**
 * For each fault, milliseconds from the moment at which the servers could serve again until every worker could
 * increment every counter, without those in which it was blocked; infinite if that never happened. For unaffected
 * workers it is the time between two calls.
 */
export function recoveryTimes(faults: readonly FaultRecord[], histories: readonly History[]): number[] {
  return faults.map(({ back }) => {
    const waits = histories.flatMap(({ increments, stands }) =>
      COUNTERS.map((counter) => {
        const first = increments.find(({ key, to }) => key === counter && to >= back);
        const to = first?.to ?? Number.POSITIVE_INFINITY;
        return to - back - stoodIn({ from: back, to }, stands);
      }),
    );
    return Math.max(0, ...waits);
  });
}

function stoodIn({ from, to }: Span, stands: readonly Span[]): number {
  return stands.reduce(
    (sum, span) => sum + Math.max(0, Math.min(to, span.to) - Math.max(from, span.from)),
    0,
  );
}
