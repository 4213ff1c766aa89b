import type { History, Span } from "../history.js";
import { isWithin } from "./times.js";

/** No caller was given an answer that was wrong for certain, but where Redis may have lost something. */
export function checkComplaints(histories: readonly History[], fragile: readonly Span[]): string[] {
  return histories.flatMap(({ worker, complaints }) =>
    complaints
      .filter((complaint) => !isWithin(complaint, fragile))
      .map(({ text }) => `worker ${worker}: ${text}`),
  );
}
