import { digits, NEVER } from "../entry/head.js";
import { TOUCH } from "../entry/scripts.js";
import { wallClock } from "../entry/wall-clock.js";
import { toBoolean } from "../lane/replies.js";
import type { Kernel } from "./kernel.js";

/** Entries of a layer that stores the expiry at the same position as a head. */
export interface LikeHeads {
  /** The marker at their beginning, see `entryMarker`. */
  readonly marker: string;
  /** Milliseconds that Redis keeps them after their expiry. */
  readonly keep: number;
}

/**
 * Sets the lifetime of an entry, in Redis and in its head. Returns false if the entry is missing or has expired.
 * @param left milliseconds, `null`: it does not expire.
 */
export function touch(
  client: Kernel,
  redisKey: string,
  left: number | null,
  others: LikeHeads = { marker: "", keep: 0 },
): Promise<boolean> {
  const now = wallClock();
  const expires = digits(left === null ? NEVER : Math.max(0, Math.min(now + left, NEVER)));
  const args = [now, expires, left === null ? "" : Math.max(left, 0), others.marker, others.keep];
  return client.runScript(TOUCH, [redisKey], args).then((reply) => toBoolean(reply));
}
