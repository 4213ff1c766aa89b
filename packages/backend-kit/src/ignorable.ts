/** The codes of errors that mean an outage of Redis: many calls in a row have them. */
export const OUTAGE: ReadonlySet<string> = new Set([
  "ERR_UNREACHABLE",
  "ERR_NO_REPLY",
  "ERR_TIMEOUT",
  "ERR_REPLY",
]);

/**
 * The codes of all errors that IGNORE_EXCEPTIONS ignores, including those of undecodable data. A caller's error is
 * never ignored.
 */
export const IGNORABLE: ReadonlySet<string> = new Set([
  ...OUTAGE,
  "ERR_DECODE",
  "ERR_DAMAGED",
  "ERR_TOO_LARGE",
]);
