// The pages reference/settings.md and zh/reference/settings.md, as text: written by `npm run docs:reference`, compared by a test.
import { readFileSync } from "node:fs";
import { settingsReference } from "@coffer/settings-schema";
import { DEFAULTS, firstPartyPlugins } from "../../scripts/lib/first-party-plugins.mjs";
import { en, zh } from "./settings-words.js";
import { hashOf } from "./translations.js";

/** @typedef {import("@coffer/settings-schema").SettingRow} Row */

const WORDS = { en, zh };
const rows = merged(settingsReference(await firstPartyPlugins()));

/**
 * What plugins declare, in Chinese: the translations by the English text, so that a text that changes has none any more.
 * @type {Record<string, string>}
 */
const dictionary = JSON.parse(readFileSync(new URL("settings-zh.json", import.meta.url), "utf8"));

const texts = new Set(rows.flatMap(({ type, description }) => [type, description]));

/** Declared texts that the dictionary lacks, and texts of the dictionary that nothing declares. */
export const faults = {
  untranslated: [...texts].filter((text) => !Object.hasOwn(dictionary, text)),
  unused: Object.keys(dictionary).filter((text) => !texts.has(text)),
};

/**
 * The Chinese page names the hash of the English one as its source, which has to be written before.
 * @param {"en" | "zh"} language
 */
export function settingsPage(language) {
  const { title, intro, ...parts } = WORDS[language];
  const source = language === "zh" ? `source: "${hashOf("reference/settings.md")}"\n` : "";
  /** @type {(name: "top" | "cache" | "core" | "client" | "layer" | "connection" | "compressor" | "cipher", rows: Row[]) => string} */
  const part = (name, its) => `## ${parts[name].heading}\n\n${parts[name].text}\n\n${table(its, language)}`;
  const options = rows.filter(({ level }) => level === "OPTIONS");
  /** Of a layer and of a client that has it, the layer's. @param {Row} row */
  const kindOf = ({ plugins }) =>
    plugins.some((plugin) => plugin.startsWith("@coffer/layer-"))
      ? "layer"
      : plugins[0]?.match(/^@coffer\/(\w+)-/)?.[1];
  /** @param {string} kind */
  const ofKind = (kind) =>
    options.filter((row) => kindOf(row) === kind).sort((a, b) => a.name.localeCompare(b.name));
  return [
    `---\n${source}aside: false\neditLink: false\n---`,
    `# ${title}`,
    intro,
    part(
      "top",
      rows.filter(({ level }) => level === "top"),
    ),
    part(
      "cache",
      rows.filter(({ level }) => level === "cache"),
    ),
    part(
      "core",
      options
        .filter((row) => [undefined, "backend"].includes(kindOf(row)))
        .map((row) => ({ ...row, plugins: [] })),
    ),
    part("client", ofKind("client")),
    part("layer", ofKind("layer")),
    part("connection", ofKind("connection")),
    part("compressor", ofKind("compressor")),
    part("cipher", ofKind("cipher")),
  ]
    .join("\n\n")
    .concat("\n");
}

/**
 * Plugins of several kinds that declare an option alike have one row.
 * @param {Row[]} all
 */
function merged(all) {
  /** @type {Map<string, Row>} */
  const found = new Map();
  for (const row of all) {
    const key = JSON.stringify({ ...row, plugins: [] });
    found.set(key, { ...row, plugins: [...(found.get(key)?.plugins ?? []), ...row.plugins] });
  }
  return [...found.values()];
}

/** @param {Row[]} its @param {"en" | "zh"} language */
function table(its, language) {
  const { columns, required, withCoffer, separator } = WORDS[language];
  /** @param {string} text */
  const said = (text) => cell(language === "zh" ? (dictionary[text] ?? text) : text);
  // Of the backend there is one: only of parts it says something who reads an option.
  const isRead = its.every(
    ({ level, plugins: [first] }) =>
      level === "OPTIONS" && first !== undefined && !first.startsWith("@coffer/backend-"),
  );
  /** @type {(row: Row) => string} */
  const standard = (row) => {
    const coffers = /** @type {Record<string, string>} */ (DEFAULTS)[row.name];
    if (row.required) return coffers === undefined ? required : withCoffer(coffers);
    if (row.default === undefined) return "";
    // Of a plugin, a plugin string or the name of a class.
    return cell(`\`${row.type.startsWith("a plugin") ? row.default : JSON.stringify(row.default)}\``);
  };
  const { name, readBy, takes, default: byDefault, what } = columns;
  const head = [name, ...(isRead ? [readBy] : []), takes, byDefault, what];
  const lines = its.map((row) => [
    `\`${row.name}\``,
    ...(isRead
      ? [
          modulesOf(row.plugins)
            .map((module) => `\`${module}\``)
            .join(separator),
        ]
      : []),
    said(row.type),
    standard(row),
    said(row.description),
  ]);
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/**
 * Plugins for people: without our scope, and an export only where it is the only one of its module.
 * @param {readonly string[]} plugins
 */
function modulesOf(plugins) {
  return plugins
    .filter((plugin) => !plugin.includes("#") || !plugins.includes(plugin.replace(/#.*/, "")))
    .map((plugin) => plugin.replace("@coffer/", ""));
}

/** @param {string} text */
function cell(text) {
  return text.replaceAll("|", "\\|").replaceAll("<", "&lt;");
}
