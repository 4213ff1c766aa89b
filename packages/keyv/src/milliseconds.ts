import { show } from "@coffer/cache-core";

/**
 * Keyv hands on what its caller gave it, and takes what is no number for no expiry at all.
 * @throws TypeError for what is no number of milliseconds.
 */
export function checkMilliseconds(time: unknown, name: string): number {
  if (typeof time === "number" && Number.isFinite(time)) return time;
  throw new TypeError(`${name} must be a number of milliseconds, as Keyv has it, got ${show(time)}`);
}
