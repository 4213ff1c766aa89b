import { IGNORABLE, OUTAGE } from "@coffer/backend-kit";
import { type CacheOptions, codeOf, type Logger } from "@coffer/cache-core";
import { noteIgnored } from "../diagnostics/under-way.js";
import { IgnoredLog } from "./ignored-log.js";

/** Writes to the console: the message, then the error. An error of an outage is one line; any other has its stack. */
const CONSOLE: Logger = {
  error: (error, message) => console.error(`${message}:`, isOutage(error) ? (error as Error).message : error),
  info: (message) => console.info(message),
  warn: (message) => console.warn(message),
};

function isOutage(error: unknown): boolean {
  return OUTAGE.has(codeOf(error) ?? "");
}

/** Ignores or throws errors by their `code`, so that errors of another copy of the core are recognized, too. */
export interface ErrorPolicy {
  /** See `ClientContext.ignoreOrThrow`. */
  ignoreOrThrow(error: unknown, operation: string): void;
  /** See `ClientContext.report`. */
  report(error: unknown, operation: string): void;
}

export function makeErrorPolicy(alias: string, options: CacheOptions): ErrorPolicy {
  const { IGNORE_EXCEPTIONS, LOG_IGNORED_EXCEPTIONS, LOGGER = CONSOLE } = options;
  // console.error would print the stack of each cause, and the message last.
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
      // LOG_IGNORED_EXCEPTIONS is for caches that ignore errors. Otherwise the error would be lost.
      if (LOG_IGNORED_EXCEPTIONS || !IGNORE_EXCEPTIONS) log(error, operation);
    },
  };
}
