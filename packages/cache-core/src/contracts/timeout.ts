import type { VersionOption } from "./key.js";

/**
 * A lifetime: seconds (fractions are truncated to milliseconds), a duration with its unit such as `"5m"`, or `null` for never expiring. A
 * value with a timeout of zero or less expires at once.
 */
export type Timeout = number | `${number}${"ms" | "s" | "m" | "h" | "d"}` | null;

/** The options of commands that store a value. */
export interface TimeoutOptions extends VersionOption {
  /**
   * How long the value lives.
   * @default the cache's `TIMEOUT`
   */
  readonly timeout?: Timeout | undefined;
  /**
   * The time at which the value expires, in place of `timeout`, by the clock of this machine. A time in the past is the same as a timeout of
   * zero. Use it for a value that is valid until midnight, or as long as a token.
   */
  readonly expiresAt?: Date | undefined;
}
