import { readFileSync } from "node:fs";
import { SITE } from "./site.js";

/**
 * What search engines and chats show of a page: its own description, else its first paragraph.
 * @param {{ frontmatter: Record<string, any>, description: string, filePath: string }} page
 */
export function describe(page) {
  if (page.frontmatter.description === undefined && !page.filePath.startsWith("reference/api/")) {
    const markdown = readFileSync(new URL(`../${page.filePath}`, import.meta.url), "utf8");
    page.description = firstParagraph(markdown) || page.description;
  }
}

/** @param {string} markdown */
function firstParagraph(markdown) {
  const body = markdown.replace(/^---\n[\s\S]*?\n---\n/, "").replace(/^```[\s\S]*?^```$/gm, "");
  const [, paragraph = ""] = /^# .*\n+((?![#|<:-]).+(?:\n(?!\n|[#|<:-]).+)*)/m.exec(body) ?? [];
  return paragraph
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[`*]/g, "")
    .replace(/\s+/g, " ")
    .slice(0, 200);
}

/**
 * OpenGraph, for links that are shown as cards.
 * @param {{ pageData: { relativePath: string }, title: string, description: string }} context
 * @returns {[string, Record<string, string>][]}
 */
export function openGraph({ pageData, title, description }) {
  const path = pageData.relativePath.replace(/(?:(^|\/)index)?\.md$/, "$1");
  const properties = {
    "og:type": "website",
    "og:site_name": "coffer",
    "og:title": title,
    "og:description": description,
    "og:url": SITE + path,
    "og:image": `${SITE}card.png`,
    "og:locale": path.startsWith("zh/") ? "zh_CN" : "en_US",
  };
  return [
    ...Object.entries(properties).map(
      ([property, content]) =>
        /** @type {[string, Record<string, string>]} */ (["meta", { property, content }]),
    ),
    ["meta", { name: "twitter:card", content: "summary_large_image" }],
    ["link", { rel: "canonical", href: SITE + path }],
  ];
}
