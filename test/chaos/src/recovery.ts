import type { FaultRecord, History, Span } from "./history.js";
import { COUNTERS } from "./workload/counters.js";

/**
 * Milliseconds after which everybody has to be back once the servers are: a second, and half a one for a machine on which workers wait
 * for each other's CPU.
 */
export const RECOVERY = 1_500;

/**
 * Milliseconds from the moment at which the servers could serve again until every worker could count on every counter, without those in which it stood
 * still, for each fault; infinite where they never could again. Workers who were not held up make it the time between two calls.
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
