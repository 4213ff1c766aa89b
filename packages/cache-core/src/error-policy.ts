import type { Logger } from "./contracts/logger.js";
import type { CacheOptions } from "./contracts/options.js";
import { tellIgnored } from "./diagnostics/under-way.js";
import { codeOf } from "./errors.js";
import { IgnoredLog } from "./ignored-log.js";

/** Trouble with Redis, of which there is much while it lasts. */
const OUTAGE: ReadonlySet<string> = new Set(["ERR_UNREACHABLE", "ERR_NO_REPLY", "ERR_TIMEOUT", "ERR_REPLY"]);

/** That, and stored data that cannot be read, each a story of its own. A caller's mistake is never ignored. */
export const IGNORABLE: ReadonlySet<string> = new Set([
  ...OUTAGE,
  "ERR_DECODE",
  "ERR_DAMAGED",
  "ERR_TOO_LARGE",
]);

/** In the order in which one reads: what has happened, then the error. That of an outage is a line, any other has its stack. */
export const CONSOLE: Logger = {
  error: (error, message) => console.error(`${message}:`, isOutage(error) ? (error as Error).message : error),
  info: (message) => console.info(message),
  warn: (message) => console.warn(message),
};

function isOutage(error: unknown): boolean {
  return OUTAGE.has(codeOf(error) ?? "");
}

/** By the error's code, whatever copy of the core it is from. */
export interface Tolerance {
  /** See `ClientContext.ignoreOrThrow`. */
  ignoreOrThrow(error: unknown, operation: string): void;
  /** See `ClientContext.report`. */
  report(error: unknown, operation: string): void;
}

/** What a cache does about errors. */
export function makeErrorPolicy(alias: string, options: CacheOptions): Tolerance {
  const { IGNORE_EXCEPTIONS, LOG_IGNORED_EXCEPTIONS } = options;
  const { LOGGER = CONSOLE } = options;
  // The console itself would print the stack of each cause, and what has happened behind it.
  const logger = new IgnoredLog(alias, LOGGER === console ? CONSOLE : (LOGGER as Logger));
  const log = (error: unknown, operation: string) => {
    if (isOutage(error)) logger.outage(error, operation);
    else logger.lone(error, operation);
  };
  return {
    ignoreOrThrow(error, operation) {
      if (!IGNORE_EXCEPTIONS || !IGNORABLE.has(codeOf(error) ?? "")) throw error;
      tellIgnored(error, operation);
      if (LOG_IGNORED_EXCEPTIONS) log(error, operation);
    },
    report(error, operation) {
      const code = codeOf(error) ?? "";
      if (!IGNORABLE.has(code) && code !== "ERR_CLOSED") throw error;
      tellIgnored(error, operation);
      // Who ignores errors has said whether to log them; else nobody would ever hear of it.
      if (LOG_IGNORED_EXCEPTIONS || !IGNORE_EXCEPTIONS) log(error, operation);
    },
  };
}
