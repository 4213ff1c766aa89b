import { markdownTable } from "markdown-table";
import type { Sample } from "./sample.js";

/** The report shows every fourth sample. */
const SHOWN = 4;

export function table(samples: readonly Sample[]): string {
  const head = ["calls", "heap after gc, KB", "resident set, MB", "what keeps the event loop alive"];
  const rows = samples
    .filter((_, index) => (index + 1) % SHOWN === 0)
    .map(({ operations, heap, rss, handles }) => [
      String(operations),
      String(Math.round(heap / 1000)),
      (rss / 1e6).toFixed(1),
      Object.entries(handles)
        .map(([kind, count]) => `${count} ${kind}`)
        .sort()
        .join(", "),
    ]);
  return markdownTable([head, ...rows], { align: ["r", "r", "r", "l"] });
}
