import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { SITE } from "../.vitepress/site.js";
import { ROOT } from "./lib/pages.js";

it("every package's homepage is the address of this site", () => {
  const others = readdirSync(`${ROOT}packages`)
    .map((name) => JSON.parse(readFileSync(`${ROOT}packages/${name}/package.json`, "utf8")))
    .filter(({ homepage }) => homepage !== SITE);
  expect(others.map(({ name, homepage }) => ({ name, homepage }))).toEqual([]);
});

it("the README links to it, in both languages, and to no other", () => {
  const readme = readFileSync(`${ROOT}README.md`, "utf8");
  const links = [...readme.matchAll(/\]\((https:\/\/[\w.-]+\.github\.io\/[^)]*)\)/g)].map(([, link]) => link);
  expect(links).toEqual([SITE, `${SITE}zh/`]);
});
