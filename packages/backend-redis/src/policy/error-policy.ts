import { IGNORABLE, OUTAGE } from "@coffer/backend-kit";
import { type CacheOptions, codeOf, type Logger } from "@coffer/cache-core";
import { noteIgnored } from "../diagnostics/under-way.js";
import { IgnoredLog } from "./ignored-log.js";

/** In the order in which one reads: what has happened, then the error. That of an outage is a line, any other has its stack. */
const CONSOLE: Logger = {
  error: (error, message) => console.error(`${message}:`, isOutage(error) ? (error as Error).message : error),
  info: (message) => console.info(message),
  warn: (message) => console.warn(message),
};

function isOutage(error: unknown): boolean {
  return OUTAGE.has(codeOf(error) ?? "");
}

/** What a cache does about errors, by their code, whatever copy of the core they are from. */
export interface ErrorPolicy {
  /** See `ClientContext.ignoreOrThrow`. */
  ignoreOrThrow(error: unknown, operation: string): void;
  /** See `ClientContext.report`. */
  report(error: unknown, operation: string): void;
}

export function makeErrorPolicy(alias: string, options: CacheOptions): ErrorPolicy {
  const { IGNORE_EXCEPTIONS, LOG_IGNORED_EXCEPTIONS, LOGGER = CONSOLE } = options;
  // The console itself would print the stack of each cause, and what has happened behind it.
  const logger = new IgnoredLog(alias, LOGGER === console ? CONSOLE : (LOGGER as Logger));
  const log = (error: unknown, operation: string) => {
    if (isOutage(error)) logger.outage(error, operation);
    else logger.lone(error, operation);
  };
  return {
    ignoreOrThrow(error, operation) {
      if (!IGNORE_EXCEPTIONS || !IGNORABLE.has(codeOf(error) ?? "")) throw error;
      noteIgnored(error, operation);
      if (LOG_IGNORED_EXCEPTIONS) log(error, operation);
    },
    report(error, operation) {
      const code = codeOf(error) ?? "";
      if (!IGNORABLE.has(code) && code !== "ERR_CLOSED") throw error;
      noteIgnored(error, operation);
      // Who ignores errors has said whether to log them; else nobody would ever hear of it.
      if (LOG_IGNORED_EXCEPTIONS || !IGNORE_EXCEPTIONS) log(error, operation);
    },
  };
}
