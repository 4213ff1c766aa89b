// `npm run docs:translations`: lists the pages whose English changed since they were translated, and fails for those that were never
// translated. With --accept <page> ... it writes the present hash into translations that somebody has just brought up to date.
import { readFileSync, writeFileSync } from "node:fs";
import { hashOf, translations } from "./translations.js";

const [flag, ...accepted] = process.argv.slice(2);
if (flag === "--accept") {
  for (const page of accepted) {
    const file = new URL(`../zh/${page}`, import.meta.url);
    const text = readFileSync(file, "utf8");
    const line = `source: "${hashOf(page)}"`;
    const [, known] = /^---\n([\s\S]*?)\n---\n/.exec(text) ?? [];
    const others = (known ?? "").split("\n").filter((each) => each !== "" && !each.startsWith("source: "));
    const body = known === undefined ? `\n${text}` : text.slice(`---\n${known}\n---\n`.length);
    const updated = `---\n${[line, ...others].join("\n")}\n---\n${body}`;
    writeFileSync(file, updated);
  }
}

const { missing, stale, orphans } = translations();
const tell = (/** @type {string} */ what, /** @type {string[]} */ pages) => {
  if (pages.length > 0) console.log(`${what}:\n${pages.map((page) => `  ${page}`).join("\n")}`);
};
tell("Changed since they were translated (bring zh/ up to date, then run with --accept <page>)", stale);
tell("Not translated", missing);
tell("Translations of pages that are gone", orphans);
if (missing.length + orphans.length > 0) process.exitCode = 1;
else if (stale.length === 0) console.log("Every page is translated and up to date.");
