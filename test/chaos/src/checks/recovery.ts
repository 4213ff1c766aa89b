import type { FaultRecord, History } from "../history.js";
import { recoveryTimes } from "../recovery.js";

/**
 * Milliseconds after which everybody has to be back once the servers are: a second, and half a one for a machine on which workers wait
 * for each other's CPU.
 */
export const RECOVERY = 1_500;

/** After each fault every worker could count on every counter again, soon after the servers could serve. */
export function checkRecovery(faults: readonly FaultRecord[], histories: readonly History[]): string[] {
  return recoveryTimes(faults, histories).flatMap((time, index) =>
    time <= RECOVERY
      ? []
      : [
          `${faults[index]?.name}: not all were back ${RECOVERY} ms after the servers were, but after ${Math.round(time)} ms`,
        ],
  );
}
