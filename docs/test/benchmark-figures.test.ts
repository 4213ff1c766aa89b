import { expect, it } from "vitest";
import { allPages } from "./lib/pages.js";
import { measured } from "./lib/results.js";

const pages = allPages().flatMap((page) => (page.translation ? [page, page.translation] : [page]));
const text = (path: string) => pages.find((page) => page.path === path)?.text ?? "";
const gets = (row: string, callers = "128 callers", size = "100 B") =>
  measured(`get, hit, ${size}`, row, callers);

const COMPARISONS = ["index.md", "guide/why-coffer.md"].flatMap((path) => [
  `docs/${path}`,
  `docs/zh/${path}`,
]);

it.each(COMPARISONS)("the speeds in the comparison of %s are the last that were measured", (path) => {
  const rows = text(path)
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) => line.split("|").map((cell) => cell.trim()));
  const libraries = rows.find((cells) => cells.includes("bentocache"))?.slice(2, -1) ?? [];
  const speeds = rows.filter(([, what]) => /^`get`.*128/.test(what ?? ""));
  expect(libraries).toHaveLength(5);
  expect(speeds.length).toBeGreaterThan(0);
  for (const [, what = "", ...figures] of speeds) {
    const size = /100 B|2 KB/.exec(what)?.[0];
    const expected = libraries.map((name) => gets(name, "128 callers", size).toFixed(1));
    expect(figures.slice(0, 5)).toEqual(expected);
  }
});

it("the README's picture is described with its figures, and both READMEs claim no more", () => {
  const set = measured("set with timeout, 100 B", "coffer", "128 callers");
  const [few, some, many] = ["16 callers", "128 callers", "1024 callers"].map((callers) =>
    gets("coffer", callers).toFixed(1),
  );
  expect(text("README.md")).toContain(
    `coffer ${few} at 16 callers of get, ${some} at 128, ${many} at 1,024, and ${set.toFixed(1)} at 128 callers of set`,
  );
  for (const path of ["README.md", "packages/coffer/README.md"]) {
    expect(text(path)).toContain("four times the throughput of plain ioredis under load");
  }
  expect(Math.floor(gets("coffer"))).toBe(4);
});

it("what coffer is installed with, and how soon it answers, is what was measured", () => {
  const packages = measured("Installed size", "coffer", "packages");
  const megabytes = measured("Installed size", "coffer", "MB of files").toFixed(1);
  const [own, plain] = ["coffer", "ioredis"].map((name) =>
    Math.round(measured("From nothing to the first answer", name, "together")),
  );
  expect(text("docs/guide/install.md")).toContain(`${packages} packages with ${megabytes} MB`);
  expect(text("docs/zh/guide/install.md")).toContain(`${packages} 个包，${megabytes} MB`);
  expect(text("docs/guide/why-coffer.md")).toContain(`after ${own} ms; with ioredis alone after ${plain}.`);
  expect(text("docs/zh/guide/why-coffer.md")).toContain(
    `在 ${own} ms 后得到第一个应答；只用 ioredis 时是 ${plain} ms`,
  );
});

it.each(["", "zh/"])(
  "the queries that are left, on the home page, are those of Loading (/%s)",
  (language) => {
    /** The second cells of the first four rows of the table behind a text. */
    const queries = (path: string, before: RegExp) => {
      const page = text(`docs/${language}${path}`);
      const [table = ""] = /(?:^\|.*\n)+/m.exec(page.slice(page.search(before))) ?? [];
      const rows = table.split("\n").slice(2, 6);
      return rows.map((row) => /^\|[^|]*\| ([\d,]+)/.exec(row)?.[1]);
    };
    const shown = queries("index.md", /^\| .*1,200/m);
    expect(shown).toEqual(queries("guide/get-or-set.md", /\{#how-many-queries|^## How many queries/m));
    expect(shown).toEqual(["1,200", "300", "12", "3"]);
  },
);

it.each(["docs/guide/reading-and-writing.md", "docs/zh/guide/reading-and-writing.md"])(
  "the speeds of calls that are sent together in %s are the last that were measured",
  (path) => {
    const more = ["16 callers", "128 callers", "1024 callers"].map((callers) => gets("coffer", callers));
    const row = [gets("coffer", "1 caller"), ...more.map((times) => times.toFixed(1))];
    expect(text(path)).toContain(`| ${row.join(" | ")} |`);
  },
);

it.each(["docs/guide/scanning-and-deleting.md", "docs/zh/guide/scanning-and-deleting.md"])(
  "the seconds for a million keys in %s are the last that were measured",
  (path) => {
    for (const name of ["deletePattern", "clear", "iterKeys", "redis-cli"]) {
      const seconds = measured("1,000,000 keys", name, "seconds");
      expect(text(path)).toMatch(new RegExp(`^\\| \`${name}.*\\| ${seconds} \\|`, "m"));
    }
  },
);
