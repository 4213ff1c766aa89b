import type { FaultRecord, History } from "./history.js";
import { COUNTERS } from "./workload/counters.js";

/**
 * Milliseconds from the moment at which the servers could serve again until every worker could count on every counter, for each
 * fault; infinite where they never could again. Workers who were not held up make it the time between two calls.
 */
export function recoveryTimes(faults: readonly FaultRecord[], histories: readonly History[]): number[] {
  return faults.map(({ back }) => {
    const waits = histories.flatMap(({ increments }) =>
      COUNTERS.map((counter) => {
        const first = increments.find(({ key, to }) => key === counter && to >= back);
        return (first?.to ?? Number.POSITIVE_INFINITY) - back;
      }),
    );
    return Math.max(0, ...waits);
  });
}
