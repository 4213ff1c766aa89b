// The table of the tested servers, for the log and for both languages of the guide.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { hashOf } from "../../docs/scripts/translations.js";
import { root } from "../lib/run.mjs";
import { SUITES } from "./suites.mjs";

/** @typedef {import("./fetch-servers.mjs").FetchedServer & { results: import("./run-suite.mjs").SuiteResult[] }} Row */

const WORDS = {
  en: { server: "Server", from: "Debian suite", system: "system", failed: "failed" },
  zh: { server: "服务器", from: "Debian 套件", system: "系统自带", failed: "失败" },
};
const PAGE = "guide/servers.md";
const BETWEEN = /(?<=<!-- table -->\n)[\s\S]*(?=<!-- end of table -->)/;

/**
 * @param {readonly Row[]} rows @param {"en" | "zh"} language
 * @param {boolean} [counts] how many tests passed, which would make the guide change with every test
 */
export function serversTable(rows, language, counts = false) {
  const words = WORDS[language];
  const head = [words.server, words.from, ...SUITES.map((suite) => suite[language])];
  const lines = rows.map(({ name, version, suite, results }) => [
    `${name.startsWith("valkey") ? "Valkey" : "Redis"} ${version}`,
    suite || words.system,
    ...results.map(({ passed, failures }) =>
      failures.length > 0 ? `${failures.length} ${words.failed}` : counts ? `✓ ${passed}` : "✓",
    ),
  ]);
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** @param {readonly Row[]} rows */
export function writeTables(rows) {
  for (const language of /** @type {const} */ (["en", "zh"])) {
    const file = path.join(root, "docs", language === "zh" ? "zh" : "", PAGE);
    let text = readFileSync(file, "utf8");
    if (!BETWEEN.test(text)) throw new Error(`${file} has no place for the table`);
    text = text.replace(BETWEEN, `\n${serversTable(rows, language)}\n\n`);
    // The translation names its English page.
    if (language === "zh") text = text.replace(/^source: .*$/m, `source: "${hashOf(PAGE)}"`);
    writeFileSync(file, text);
    console.log(`Wrote ${file}.`);
  }
}
