import type { History, Span } from "../history.js";
import { isWithin } from "./times.js";

/** Errors that a pause of the caller may cause. */
const NOBODYS_FAULT = new Set(["ERR_LOCK_NOT_OWNED"]);

/** Checks that without faults of servers and network no call fails, whatever happened to the process that made it. */
export function checkQuiet(histories: readonly History[], troubled: readonly Span[]): string[] {
  return histories.flatMap(({ worker, failures }) =>
    failures
      .filter((call) => !NOBODYS_FAULT.has(call.code) && !isWithin(call, troubled))
      .map(
        ({ what, code, from, to }) =>
          `worker ${worker}: ${what} failed with ${code} after ${Math.round(to - from)} ms, though all was well`,
      ),
  );
}
