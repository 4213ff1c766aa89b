import type { Timeout } from "./contracts/timeout.js";
import { redact } from "./messages/redact.js";
import { show } from "./messages/show.js";

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const DURATION = /^(-?\d+(?:\.\d+)?)(ms|s|m|h|d)$/;

/**
 * Returns a timeout in whole milliseconds, truncated and not rounded. `null` stays `null`: it never expires. Zero or less expires at once.
 * @param name the name of the option, for messages.
 * @throws TypeError for an invalid timeout, RangeError for one above Redis's limit.
 */
export function toMilliseconds(timeout: Timeout, name = "timeout"): number | null {
  if (timeout === null) return null;
  const milliseconds = typeof timeout === "number" ? cut(timeout, UNITS.s) : fromText(timeout);
  if (Number.isNaN(milliseconds)) {
    throw new TypeError(
      `${name} must be a number of seconds, a duration such as "500ms", "30s", "5m", "1h" or "7d", or null for never; got ${show(redact(timeout))}`,
    );
  }
  if (milliseconds > Number.MAX_SAFE_INTEGER) {
    throw new RangeError(`${name} is too long for Redis: ${show(timeout)}; use null for never`);
  }
  return milliseconds;
}

function cut(amount: number, unit: number): number {
  // Uses the decimal text if the product is not whole: 1.001 s are 1001 ms, though 1.001 * 1000 is
  // 1000.9999999999999.
  const product = amount * unit;
  return Number.isInteger(product) ? product : Math.trunc(Number(product.toPrecision(15)));
}

function fromText(duration: unknown): number {
  const [, amount, unit] = (typeof duration === "string" && DURATION.exec(duration)) || [];
  return cut(Number(amount), UNITS[unit as keyof typeof UNITS]);
}
