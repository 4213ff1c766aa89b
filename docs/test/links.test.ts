import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { PAGES } from "../.vitepress/pages.js";

const DOCS = new URL("../", import.meta.url);

it.each(["", "zh/"])("every page of the side bar is there (/%s)", (language) => {
  const missing = PAGES.filter(({ slug }) => !existsSync(new URL(`${language}guide/${slug}.md`, DOCS)));
  expect(missing).toEqual([]);
});

// VitePress checks the links of the text, not those of the front matter.
it.each(["index.md", "zh/index.md"])("the links of the home page lead somewhere (%s)", (page) => {
  const links = [...readFileSync(new URL(page, DOCS), "utf8").matchAll(/\blink: (\/[\w/-]*)/g)].map(
    ([, link]) => link,
  );
  expect(links.length).toBeGreaterThan(5);
  const dead = links.filter((link) => !existsSync(new URL(`${link?.slice(1)}.md`, DOCS)));
  expect(dead).toEqual([]);
});
