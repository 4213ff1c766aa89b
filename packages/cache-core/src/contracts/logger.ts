/** Where ignored errors are logged. `console` and a pino logger fit as they are. */
export interface Logger {
  /** The first error of an outage, and every value that cannot be read. */
  error(error: unknown, message: string): void;
  /** The end of an outage, with the number of errors that were ignored. Left out: it is not logged. */
  info?(message: string): void;
  /** A setting that is taken and has no effect, or hardly the one that is wanted; once, when the caches are made. Left out: it goes to `info`. */
  warn?(message: string): void;
}
