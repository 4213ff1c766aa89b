/** Where ignored errors are logged. `console` and a pino logger can be used directly. */
export interface Logger {
  /** The first error of an outage, and every undecodable value. */
  error(error: unknown, message: string): void;
  /** The end of an outage, with the number of errors that were ignored. Left out: it is not logged. */
  info?(message: string): void;
  /**
   * A setting that has no effect, or probably not the intended one; once, when the caches are created. Left out: it
   * goes to `info`.
   */
  warn?(message: string): void;
}
