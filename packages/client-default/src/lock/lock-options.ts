import { checkWellFormed, type LockWait } from "@coffer/backend-kit";
import type { AcquireOptions, LockOptions, Timeout } from "@coffer/cache-core";
import { show, toMilliseconds } from "@coffer/cache-core";
import { checkOptions } from "../calls/arguments.js";

const SLEEP = 100;
const ACQUIRE: ReadonlySet<string> = new Set(["blocking", "blockingTimeout", "sleep", "token"]);
const LOCK: ReadonlySet<string> = new Set([
  "version",
  "timeout",
  "blocking",
  "blockingTimeout",
  "sleep",
  "fencing",
]);

/** How to wait for a lock, in milliseconds. */
export interface Waiting extends LockWait {
  /** `false`: one attempt. */
  readonly blocking: boolean;
}

const WAITING: Waiting = { sleep: SLEEP, blocking: true, patience: Number.POSITIVE_INFINITY };

/** The options of a lock, in milliseconds. */
export interface LockPlan {
  /** `undefined` if it was left out. */
  readonly timeout: number | null | undefined;
  readonly waiting: Waiting;
  readonly fencing: boolean;
}

export function lockPlan(options: LockOptions | undefined): LockPlan {
  const given = checkOptions(options, LOCK) ?? {};
  return {
    timeout: given.timeout === undefined || given.timeout === null ? given.timeout : positive(given.timeout),
    waiting: waiting(given, WAITING),
    fencing: given.fencing ?? false,
  };
}

/** The options of one `acquire`, with the lock's own as defaults. */
export function acquirePlan(
  options: AcquireOptions | undefined,
  own: Waiting,
): { readonly waiting: Waiting; readonly token: string | Buffer | undefined } {
  const given = checkOptions(options, ACQUIRE) ?? {};
  return {
    waiting: waiting(given, own),
    token: given.token === undefined ? undefined : checkToken(given.token),
  };
}

function waiting({ sleep, blocking, blockingTimeout }: AcquireOptions, own: Waiting): Waiting {
  return {
    sleep: sleep === undefined ? own.sleep : positive(sleep, "sleep"),
    blocking: blocking ?? own.blocking,
    patience:
      blockingTimeout === undefined
        ? own.patience
        : (toMilliseconds(blockingTimeout, "blockingTimeout") ?? Number.POSITIVE_INFINITY),
  };
}

/**
 * A time of at least a millisecond: a shorter lock would expire at once, and attempts without a pause would overload
 * the server.
 */
export function positive(time: Timeout, name = "timeout"): number {
  const milliseconds = toMilliseconds(time, name);
  if (milliseconds === null) throw new TypeError(`${name} must be a time, got null`);
  if (milliseconds < 1) throw new RangeError(`${name} must be at least a millisecond, got ${show(time)}`);
  return milliseconds;
}

export function checkToken(token: unknown): string | Buffer {
  if (Buffer.isBuffer(token) && token.length > 0) return token;
  if (typeof token === "string" && token !== "") return checkWellFormed(token, "token");
  throw new TypeError(`token must be a string or a Buffer that is not empty, got ${show(token)}`);
}
