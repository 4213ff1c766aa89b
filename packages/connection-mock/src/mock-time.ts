/**
 * TIME: seconds and microseconds. The mock rounds the seconds and takes the microseconds from another clock, so its time sometimes runs
 * backwards, and so do numbers that are computed from it, such as fencing tokens.
 */
export function mockTime(): [seconds: string, microseconds: string] {
  const now = Date.now();
  return [String(Math.floor(now / 1000)), String((now % 1000) * 1000)];
}
