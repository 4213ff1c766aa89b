import type { Logger } from "./contracts/logger.js";
import type { CacheOptions } from "./contracts/options.js";
import { tellIgnored } from "./diagnostics/under-way.js";
import { codeOf } from "./errors.js";

/** Trouble with Redis, and stored data that cannot be read. A caller's mistake is never ignored. */
export const IGNORABLE: ReadonlySet<string> = new Set([
  "ERR_UNREACHABLE",
  "ERR_NO_REPLY",
  "ERR_TIMEOUT",
  "ERR_REPLY",
  "ERR_DECODE",
  "ERR_DAMAGED",
  "ERR_TOO_LARGE",
]);

/** What a cache does about errors: see `ClientContext.tolerate`. By the error's code, whatever copy of the core it is from. */
export function makeTolerance(
  alias: string,
  options: CacheOptions,
): (error: unknown, operation: string) => void {
  const { IGNORE_EXCEPTIONS, LOG_IGNORED_EXCEPTIONS } = options;
  const logger = (options.LOGGER ?? console) as Logger;
  return (error, operation) => {
    if (!IGNORE_EXCEPTIONS || !IGNORABLE.has(codeOf(error) ?? "")) throw error;
    tellIgnored(error, operation);
    if (LOG_IGNORED_EXCEPTIONS)
      logger.error(error, `Exception ignored in ${operation} of the cache ${alias}`);
  };
}
