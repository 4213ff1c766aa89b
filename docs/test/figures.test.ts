import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const DOCS = new URL("../", import.meta.url);

it.each(["guide/get-or-set.md", "zh/guide/get-or-set.md"])(
  "the figures of the table of %s are those that its program prints",
  (page) => {
    const text = readFileSync(new URL(page, DOCS), "utf8");
    const printed = [...text.matchAll(/^\/\/ \{ queries: (\d+), waited: (\d+) \}$/gm)];
    const from =
      text.indexOf("{#how-many-queries-are-left}") + 1 || text.indexOf("## How many queries are left");
    const rows = text
      .slice(from, text.indexOf("\n## ", from + 1))
      .matchAll(/^\|.*\| ([\d,]+)[^|]*\| ([\d,]+)[^|]*\|$/gm);
    const shown = [...rows].map((row) => row.slice(1).map((figure) => Number(figure.replaceAll(",", ""))));
    expect(printed).toHaveLength(6);
    expect(shown).toEqual(printed.map((step) => step.slice(1).map(Number)));
  },
);
