import { checkInteger } from "../calls/arguments.js";
import type { Entries } from "../client/entries.js";

/** The COUNT of a scan: from the caller, or `SCAN_ITERSIZE`. */
export function pageSize({ context }: Entries, asked: number | undefined, name: string): number {
  return asked === undefined ? (context.options.SCAN_ITERSIZE ?? 1000) : checkInteger(asked, name, 1);
}
