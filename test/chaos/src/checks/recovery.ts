import type { FaultRecord, History } from "../history.js";
import { recoveryTimes } from "../recovery.js";

/**
 * Checks that after each fault every worker could increment every counter again, soon after the servers were back.
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
