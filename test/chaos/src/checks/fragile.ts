import type { FaultRecord, FragileTime } from "../history.js";

/**
 * Milliseconds before a fault. A primary sends a write to its replicas in the turn in which it acknowledges it, so what was
 * acknowledged earlier has left it, even on a machine with more processes than CPUs.
 */
const ON_ITS_WAY = 250;

/** When Redis may lose what it acknowledges: from a fault that makes a replica the primary until all agree on who is who. */
export function fragileTimes(faults: readonly FaultRecord[]): FragileTime[] {
  return faults
    .filter(({ loses }) => loses)
    .map(({ began, settled }) => ({ from: began - ON_ITS_WAY, to: settled }));
}

/** Whether any of a call's time was such a time. */
export function isFragile(
  call: { readonly from: number; readonly to: number },
  times: readonly FragileTime[],
): boolean {
  return times.some(({ from, to }) => call.from < to && from < call.to);
}
