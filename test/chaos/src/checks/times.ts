import type { FaultRecord, Span } from "../history.js";

/**
 * Milliseconds before a fault. A primary sends a write to its replicas in the turn in which it acknowledges it, so an
 * earlier acknowledged write has been sent, even on a machine with more processes than CPUs.
 */
const ON_ITS_WAY = 250;

/** The times when calls need not fulfil all promises. */
export interface Times {
  /** When Redis may lose acknowledged writes: from a fault that promotes a replica until all agree on the primary. */
  readonly fragile: readonly Span[];
  /** When a former primary may answer reads: until all clients must have left it. */
  readonly stale: readonly Span[];
  /** When calls may fail: from a fault until all clients must be back. */
  readonly troubled: readonly Span[];
  /** The same, with the times when a process was blocked. */
  readonly disturbed: readonly Span[];
}

/** @param recovery milliseconds in which all clients must be back. */
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

/** Whether any of a call's time overlaps one of these. */
export function isWithin({ from, to }: Span, times: readonly Span[]): boolean {
  return times.some((span) => from < span.to && span.from < to);
}
