/** The codes of trouble with Redis, of which there is much while it lasts. */
export const OUTAGE: ReadonlySet<string> = new Set([
  "ERR_UNREACHABLE",
  "ERR_NO_REPLY",
  "ERR_TIMEOUT",
  "ERR_REPLY",
]);

/** Those of all errors that IGNORE_EXCEPTIONS ignores: also stored data that cannot be read. A caller's error is never ignored. */
export const IGNORABLE: ReadonlySet<string> = new Set([
  ...OUTAGE,
  "ERR_DECODE",
  "ERR_DAMAGED",
  "ERR_TOO_LARGE",
]);
