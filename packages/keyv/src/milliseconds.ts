import { show } from "@coffer/cache-core";

/**
 * Keyv passes its caller's value on, and treats an invalid number as no expiry at all.
 * @throws TypeError unless it is a number of milliseconds.
 */
export function checkMilliseconds(time: unknown, name: string): number {
  if (typeof time === "number" && Number.isFinite(time)) return time;
  throw new TypeError(`${name} must be a number of milliseconds, as in Keyv, got ${show(time)}`);
}
