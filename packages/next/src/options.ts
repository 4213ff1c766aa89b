import { checkNames } from "@coffer/backend-kit";
import { type Timeout, toMilliseconds } from "@coffer/cache-core";

/** Options of both handlers. */
export interface HandlerOptions {
  /**
   * How long Redis keeps an entry at most. Next deletes no entries, and gives many of them a lifetime of a year. The records of revalidated tags
   * are kept as long.
   * @default "30d"
   */
  readonly timeout?: Timeout | undefined;
}

/**
 * The timeout in seconds, `null` for never.
 * @throws TypeError for an unknown option or an invalid timeout.
 */
export function readTimeout(options: HandlerOptions, who: string): number | null {
  checkNames(options, ["timeout"], who);
  const milliseconds = toMilliseconds(options.timeout === undefined ? "30d" : options.timeout);
  if (milliseconds !== null && milliseconds <= 0) {
    throw new TypeError(`${who}: timeout must be more than zero: nothing would be stored`);
  }
  return milliseconds === null ? null : milliseconds / 1000;
}
