import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { PAGES } from "../.vitepress/pages.js";
import { writtenPages } from "../scripts/written-pages.js";

const DOCS = new URL("../", import.meta.url);

it.each(["", "zh/"])("every page of the side bar is there (/%s)", (language) => {
  const missing = PAGES.filter(({ slug }) => !existsSync(new URL(`${language}guide/${slug}.md`, DOCS)));
  expect(missing).toEqual([]);
});

/** A page with what it includes. */
function read(page: URL): string {
  return readFileSync(page, "utf8").replace(/<!--\s*@include: (\S+?)\s*-->/g, (_, file) =>
    readFileSync(new URL(file, page), "utf8"),
  );
}

/** Where the headings of a page can be linked to, as VitePress makes it of their text. */
function anchorsOf(page: string): Set<string> {
  const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => heading);
  return new Set(
    headings.map((heading) => {
      const [, own] = /\{#([\w-]+)\}\s*$/.exec(heading) ?? [];
      return (
        own ??
        heading
          .toLowerCase()
          .replace(/[^\p{L}\p{N}]+/gu, "-")
          .replace(/^-|-$/g, "")
      );
    }),
  );
}

// The build of the site finds these too, and those of the API reference, but takes a minute.
it("the links of the text lead to pages and headings", () => {
  const dead: string[] = [];
  let count = 0;
  for (const file of writtenPages()) {
    const text = read(new URL(file, DOCS));
    for (const [, path = "", anchor] of text.matchAll(/\]\((\/[\w/-]*)?(?:#([^)\s]+))?\)/g)) {
      if (path === "" && anchor === undefined) continue;
      count += 1;
      const target = path === "" ? new URL(file, DOCS) : new URL(`${path.slice(1)}.md`, DOCS);
      // Typedoc makes these pages.
      if (path.startsWith("/reference/api/")) continue;
      const isThere = existsSync(target);
      const found = isThere && (anchor === undefined || anchorsOf(read(target)).has(anchor));
      if (!found) dead.push(`${file}: ${path}${anchor === undefined ? "" : `#${anchor}`}`);
    }
  }
  expect(dead).toEqual([]);
  expect(count).toBeGreaterThan(300);
});
