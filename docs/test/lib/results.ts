import { readFileSync } from "node:fs";
import { ROOT } from "./pages.js";

const RESULTS = readFileSync(`${ROOT}bench/RESULTS.md`, "utf8");

/** The tables of bench/RESULTS.md: what was measured, by row and column. Of a spread the median. */
function tables(): { heading: string; cells: string[][] }[] {
  return RESULTS.split(/^#{2,3} /m).map((part) => ({
    heading: part.slice(0, part.indexOf("\n")),
    cells: part
      .split("\n")
      .filter((line) => line.startsWith("|"))
      .map((line) =>
        line
          .split(/(?<!\\)\|/)
          .slice(1, -1)
          .map((cell) => cell.replace(/\*|\(.*?\)$/g, "").trim()),
      ),
  }));
}

/** One figure. Where several tables have the same heading it is that of the first, the multiples of plain ioredis. */
export function measured(heading: string, row: string, column: string): number {
  const table = tables().find((each) => each.heading === heading);
  const cells = table?.cells.find(([name]) => name?.startsWith(row));
  const cell = cells?.[table?.cells[0]?.indexOf(column) ?? -1];
  if (cell === undefined) throw new Error(`bench/RESULTS.md has no ${row}, ${column} in ${heading}`);
  return Number.parseFloat(cell);
}

/** All figures, as a text may round them. */
export function allMeasured(): Set<string> {
  const numbers = tables().flatMap(({ cells }) => cells.flat().map(Number.parseFloat));
  return new Set(numbers.flatMap((each) => [String(each), each.toFixed(1), each.toFixed(2)]));
}
