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

/** In the order in which one reads: what has happened, then the error with its stack. */
const CONSOLE: Logger = {
  error: (error, message) => console.error(`${message}:`, error),
  info: (message) => console.info(message),
};

/** What a cache does about errors: see `ClientContext.tolerate`. By the error's code, whatever copy of the core it is from. */
export function makeTolerance(
  alias: string,
  options: CacheOptions,
): (error: unknown, operation: string) => void {
  const { IGNORE_EXCEPTIONS, LOG_IGNORED_EXCEPTIONS } = options;
  const log = new IgnoredLog(alias, (options.LOGGER ?? CONSOLE) as Logger);
  return (error, operation) => {
    const code = codeOf(error) ?? "";
    if (!IGNORE_EXCEPTIONS || !IGNORABLE.has(code)) throw error;
    tellIgnored(error, operation);
    if (!LOG_IGNORED_EXCEPTIONS) return;
    if (OUTAGE.has(code)) log.outage(error, operation);
    else log.lone(error, operation);
  };
}
