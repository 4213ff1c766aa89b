/** Where ignored errors are told. `console` and a pino logger fit as they are. */
export interface Logger {
  error(error: unknown, message: string): void;
}
