import type { History, Span } from "../history.js";
import { isWithin } from "./times.js";

/** Checks that no caller got a certainly wrong answer, except after Redis may have lost data. */
export function checkComplaints(histories: readonly History[], fragile: readonly Span[]): string[] {
  return histories.flatMap(({ worker, complaints }) =>
    complaints
      .filter((complaint) => !isWithin(complaint, fragile))
      .map(({ text }) => `worker ${worker}: ${text}`),
  );
}
