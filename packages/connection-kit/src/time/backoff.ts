import { codeOf } from "@coffer/cache-core";
import { refusesCredentials } from "../errors/refuses-credentials.js";

const FIRST = 25;
/** A restarted server is noticed within half a second, and the attempts are no load for it. */
const LONGEST = 400;
/**
 * Rejected credentials stay rejected for a while, and each attempt is a failed login that is logged and may raise an
 * alarm. So does a command without which the connection is useless (`ERR_REPLY`).
 */
const LONGEST_OF_REFUSED = 30_000;

/**
 * Milliseconds to wait before the next attempt to connect. With jitter, so that the clients of a server that restarts do not reconnect
 * all at once.
 * @param failures how many attempts have failed in a row.
 * @param trouble why the last one failed.
 */
export function backoff(failures: number, trouble?: Error): number {
  const jitter = 0.75 + Math.random() * 0.5;
  const isRefused = refusesCredentials(trouble) || codeOf(trouble) === "ERR_REPLY";
  const longest = isRefused ? LONGEST_OF_REFUSED : LONGEST;
  return Math.min(longest, FIRST * 2 ** Math.min(failures, 11)) * jitter;
}
