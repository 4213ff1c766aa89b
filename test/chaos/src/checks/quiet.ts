import type { History, Span } from "../history.js";
import { isWithin } from "./times.js";

/** Of these the caller's own time may be the reason. */
const NOBODYS_FAULT = new Set(["ERR_LOCK_NOT_OWNED"]);

/** While servers and network are well no call fails, whatever became of the process that made it. */
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
