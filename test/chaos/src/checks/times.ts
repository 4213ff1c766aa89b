import type { FaultRecord, Span } from "../history.js";

/**
 * Milliseconds before a fault. A primary sends a write to its replicas in the turn in which it acknowledges it, so what was
 * acknowledged earlier has left it, even on a machine with more processes than CPUs.
 */
const ON_ITS_WAY = 250;

/** When calls are not held to all that is promised. */
export interface Times {
  /** When Redis may lose what it acknowledges: from a fault that makes a replica the primary until all agree on who is who. */
  readonly fragile: readonly Span[];
  /** When a former primary may answer reads: until everybody has to have left it. */
  readonly stale: readonly Span[];
  /** When calls may fail: from a fault until everybody has to be back. */
  readonly troubled: readonly Span[];
  /** The same, with the times when a process was held up. */
  readonly disturbed: readonly Span[];
}

/** @param recovery milliseconds in which everybody has to be back. */
export function timesOf(faults: readonly FaultRecord[], recovery: number): Times {
  const untilBack = (its: readonly FaultRecord[]) =>
    its.map(({ began, settled }) => ({ from: began, to: settled + recovery }));
  return {
    fragile: faults
      .filter(({ loses }) => loses)
      .map(({ began, settled }) => ({ from: began - ON_ITS_WAY, to: settled })),
    stale: untilBack(faults.filter(({ leavesFormerPrimary }) => leavesFormerPrimary)),
    troubled: untilBack(faults.filter(({ sparesServers }) => !sparesServers)),
    disturbed: untilBack(faults),
  };
}

/** Whether any of a call's time was one of these. */
export function isWithin({ from, to }: Span, times: readonly Span[]): boolean {
  return times.some((span) => from < span.to && span.from < to);
}
