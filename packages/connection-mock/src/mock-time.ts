/**
 * TIME: seconds and microseconds. The mock rounds the seconds and takes the microseconds from another clock, so that its time runs
 * backwards now and then, and numbers made from it, such as fencing tokens, do so too.
 */
export function mockTime(): [seconds: string, microseconds: string] {
  const now = Date.now();
  return [String(Math.floor(now / 1000)), String((now % 1000) * 1000)];
}
