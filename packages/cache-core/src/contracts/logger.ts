/** Where ignored errors are logged. `console` and a pino logger can be used directly. */
export interface Logger {
  /** Logs the first error of an outage, and every value that cannot be decoded. */
  error(error: unknown, message: string): void;
  /** Logs the end of an outage, with the number of ignored errors. Left out: it is not logged. */
  info?(message: string): void;
  /**
   * Logs a setting that has no effect, or probably another effect than intended; once, when the caches are created. Left out: `info` logs it.
   */
  warn?(message: string): void;
}
