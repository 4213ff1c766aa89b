import { refusesCredentials } from "../errors/refuses-credentials.js";

const FIRST = 25;
/** A server that is back is noticed within half a second; so many attempts do not trouble it. */
const LONGEST = 400;
/** A server that refuses who asks is not going to change its mind at once, and each attempt is a failed login: logged, counted, alarming. */
const LONGEST_OF_STRANGERS = 30_000;

/**
 * Milliseconds to wait before the next attempt to connect. With jitter, so that the processes which a restarting server
 * has lost do not come back all at once.
 * @param failures attempts that have failed in a row.
 * @param trouble why the last one failed.
 */
export function backoff(failures: number, trouble?: Error): number {
  const jitter = 0.75 + Math.random() * 0.5;
  const longest = refusesCredentials(trouble) ? LONGEST_OF_STRANGERS : LONGEST;
  return Math.min(longest, FIRST * 2 ** Math.min(failures, 11)) * jitter;
}
