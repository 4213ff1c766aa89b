const ROWS = / \(rows? [\d, ]+\)$/;

/** A case's title without the rows at its end. */
export function withoutRows(title: string): string {
  return title.replace(ROWS, "");
}
