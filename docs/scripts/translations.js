import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";

const DOCS = new URL("../", import.meta.url);

/** What is not translated: it is made from the source, or tells about these files. */
const ENGLISH_ONLY = /^(?:zh|reference\/api|parts|test|node_modules|\.vitepress)\/|^README\.md$/;

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
  const pages = readdirSync(DOCS, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".md"));
  const english = pages.filter((path) => !ENGLISH_ONLY.test(path));
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
