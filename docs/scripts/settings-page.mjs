// The pages reference/settings.md and zh/reference/settings.md, as text: written by `npm run docs:reference`, compared by a test.
import { readFileSync } from "node:fs";
import { settingsReference } from "@coffer/settings-schema";
import { DEFAULTS, firstPartyPlugins } from "../../scripts/lib/first-party-plugins.mjs";
import { en, zh } from "./settings-words.js";
import { hashOf } from "./translations.js";

/** @typedef {import("@coffer/settings-schema").SettingRow} Row */

const WORDS = { en, zh };
const rows = merged(settingsReference(await firstPartyPlugins()));

/** What may stand at the top of the settings, for all caches. */
const GLOBAL = new Set(rows.flatMap(({ level, name }) => (level === "top" ? [name] : [])));

/**
 * What plugins declare, in Chinese: the translations by the English text, so that a text that changes has none any more.
 * @type {Record<string, string>}
 */
const dictionary = JSON.parse(readFileSync(new URL("settings-zh.json", import.meta.url), "utf8"));

/** Limits and units, which a TypeScript type does not say. */
const limitsOf = (/** @type {Row} */ { type }) => (/^a (?:whole )?number /.test(type) ? [type] : []);

const texts = new Set(rows.flatMap((row) => [...limitsOf(row), row.description]));

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
  const { title, description, intro, ...parts } = WORDS[language];
  const source = language === "zh" ? `source: "${hashOf("reference/settings.md")}"\n` : "";
  /** @type {(name: "cache" | "core" | "client" | "layer" | "connection" | "compressor" | "cipher", rows: Row[]) => string} */
  const part = (name, its) =>
    [`## ${parts[name].heading}`, parts[name].text, ...sections(its, language)].join("\n\n");
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
    `---\n${source}description: ${description}\neditLink: false\n---`,
    `# ${title}`,
    intro,
    `## ${parts.top.heading}`,
    parts.top.text,
    [...GLOBAL].map((name) => `- [\`${name}\`](#${name})`).join("\n"),
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

/**
 * A section of each setting, with its name as anchor. Plugins that declare it differently have a paragraph each.
 * @param {Row[]} its @param {"en" | "zh"} language
 */
function sections(its, language) {
  const names = [...new Set(its.map(({ name }) => name))];
  return names.flatMap((name) => [
    `### \`${name}\` {#${name}}`,
    ...its.filter((row) => row.name === name).map((row) => entry(row, language)),
  ]);
}

/** @param {Row} row @param {"en" | "zh"} language */
function entry(row, language) {
  const { labels, separator, besides, colon } = WORDS[language];
  /** @param {string} text */
  const said = (text) => html(language === "zh" ? (dictionary[text] ?? text) : text);
  const limits = limitsOf(row).map((text) => besides(said(text)));
  const standard = defaultOf(row, language);
  // Of the backend there is one: only of parts it says something who reads an option.
  const readers = modulesOf(row.plugins).map((module) => `\`${module}\``);
  const isGlobal = row.level === "OPTIONS" && GLOBAL.has(row.name);
  return [
    `${said(row.description)}\n`,
    `- ${labels.type}${colon}\`${row.valueType}\`${limits.join("")}`,
    ...(standard === "" ? [] : [`- ${labels.default}${colon}${standard}`]),
    ...(readers.length === 0 ? [] : [`- ${labels.readBy}${colon}${readers.join(separator)}`]),
    ...(isGlobal ? [`- ${labels.global}`] : []),
  ].join("\n");
}

/** @param {Row} row @param {"en" | "zh"} language */
function defaultOf({ name, required, type, default: standard }, language) {
  const words = WORDS[language];
  const coffers = /** @type {Record<string, string>} */ (DEFAULTS)[name];
  if (required) return coffers === undefined ? words.required : words.withCoffer(coffers);
  if (standard === undefined) return "";
  // Of a plugin, a plugin string or the name of a class.
  return `\`${type.startsWith("a plugin") ? standard : JSON.stringify(standard)}\``;
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
function html(text) {
  return text.replaceAll("<", "&lt;");
}
