const FIRST = 25;
/** A server that is back is noticed within half a second; so many attempts do not trouble it. */
const LONGEST = 400;

/**
 * Milliseconds to wait before the next attempt to connect. With jitter, so that the processes which a restarting server
 * has lost do not come back all at once.
 * @param failures attempts that have failed in a row.
 */
export function backoff(failures: number): number {
  const jitter = 0.75 + Math.random() * 0.5;
  return Math.min(LONGEST, FIRST * 2 ** Math.min(failures, 10)) * jitter;
}
