import type { Groups } from "./cases.js";

const ROWS = / \(rows? ([\d, ]+)\)$/;

/** A case's title without the rows at its end. */
export function withoutRows(title: string): string {
  return title.replace(ROWS, "");
}

/** The rows of the behaviour reference that the titles of `groups` name, in order, each once. */
export function rowsOf(groups: Groups<never>): number[] {
  const titles = Object.values(groups).flatMap((cases) => Object.keys(cases));
  const rows = titles.flatMap((title) =>
    (ROWS.exec(title)?.[1] ?? "").split(", ").filter(Boolean).map(Number),
  );
  return [...new Set(rows)].sort((a, b) => a - b);
}
