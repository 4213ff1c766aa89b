import type { FaultRecord, History } from "../history.js";
import { recoveryTimes } from "../recovery.js";

/**
 * After each fault every worker could count on every counter again, soon after the servers could serve.
 * @param limit milliseconds.
 */
export function checkRecovery(
  faults: readonly FaultRecord[],
  histories: readonly History[],
  limit: number,
): string[] {
  return recoveryTimes(faults, histories).flatMap((time, index) =>
    time <= limit
      ? []
      : [
          `${faults[index]?.name}: not all were back ${limit} ms after the servers were, but after ${Math.round(time)} ms`,
        ],
  );
}
