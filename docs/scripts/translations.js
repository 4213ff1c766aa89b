import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { writtenPages } from "./written-pages.js";

const DOCS = new URL("../", import.meta.url);

/** @param {string} path of a page, from the folder of the docs */
const read = (path) => readFileSync(new URL(path, DOCS), "utf8");

/**
 * What a translation names as its `source`: the first digits of the hash of the English page.
 * @param {string} path
 */
export const hashOf = (path) => createHash("sha256").update(read(path)).digest("hex").slice(0, 12);

/**
 * How the Chinese pages stand to the English ones.
 * @returns {{ missing: string[], stale: string[], orphans: string[] }} paths of English pages without a translation, and of those that
 * changed since; of translations whose English page is gone
 */
export function translations() {
  const pages = writtenPages();
  const english = pages.filter((path) => !path.startsWith("zh/"));
  const missing = english.filter((path) => !existsSync(new URL(`zh/${path}`, DOCS)));
  const stale = english.filter((path) => !missing.includes(path) && sourceOf(`zh/${path}`) !== hashOf(path));
  const orphans = pages
    .filter((path) => path.startsWith("zh/"))
    .filter((path) => !english.includes(path.slice("zh/".length)));
  return { missing, stale, orphans };
}

/** @param {string} path of a translation */
function sourceOf(path) {
  const [, frontMatter = ""] = /^---\n([\s\S]*?)\n---\n/.exec(read(path)) ?? [];
  return /^source: "?([0-9a-f]{12})"?$/m.exec(frontMatter)?.[1];
}
