// What the page "From django-redis" says of Python's settings, in both languages, as text: written by `npm run docs:reference` from the
// table that settings are checked with, compared by a test.
import { readFileSync } from "node:fs";
import { DJANGO_SETTINGS } from "@coffer/django-settings";

/**
 * @typedef {import("@coffer/django-settings").DjangoSetting} Row
 * @typedef {Row["place"]} Place
 */

/** @type {Record<string, string>} */
const dictionary = JSON.parse(readFileSync(new URL("django-zh.json", import.meta.url), "utf8"));

const WORDS = {
  en: {
    said: /** @param {string} text */ (text) => text,
    separator: ", ",
    places: /** @type {Record<Place, string>} */ ({
      top: "top",
      cache: "cache",
      OPTIONS: "`OPTIONS`",
      "OPTIONS of Django's backend": "`OPTIONS` of Django's backend",
      CONNECTION_POOL_KWARGS: "`CONNECTION_POOL_KWARGS`, URL",
      value: "",
    }),
    columns: {
      setting: "setting",
      where: "where",
      note: "to be known",
      path: "path in Python",
      here: "here",
      why: "why",
      instead: "instead",
    },
    standard: "the default",
    same: "### The same meaning",
    paths: "### Paths of classes and functions",
    none: "### Without effect",
    refused: "### Refused",
  },
  zh: {
    said: /** @param {string} text */ (text) => dictionary[text] ?? text,
    separator: "、",
    places: /** @type {Record<Place, string>} */ ({
      top: "顶层",
      cache: "缓存",
      OPTIONS: "`OPTIONS`",
      "OPTIONS of Django's backend": "Django 自带后端的 `OPTIONS`",
      CONNECTION_POOL_KWARGS: "`CONNECTION_POOL_KWARGS`、URL",
      value: "",
    }),
    columns: {
      setting: "设置",
      where: "位置",
      note: "说明",
      path: "Python 中的路径",
      here: "这里",
      why: "原因",
      instead: "应改为",
    },
    standard: "默认值",
    same: "### 含义相同 {#the-same-meaning}",
    paths: "### 类和函数的路径 {#paths-of-classes-and-functions}",
    none: "### 没有作用 {#without-effect}",
    refused: "### 会被拒绝 {#refused}",
  },
};

/** What of a row is a sentence, and so is translated. @param {Row} row */
function textOf(row) {
  if (row.meaning === "same") return row.note ?? "";
  return row.meaning === "no effect" ? row.why : row.instead;
}

const texts = new Set(DJANGO_SETTINGS.map(textOf).filter((text) => text !== ""));

/** Sentences that the dictionary lacks, and those of the dictionary that are no more. */
export const faults = {
  untranslated: [...texts].filter((text) => !Object.hasOwn(dictionary, text)),
  unused: Object.keys(dictionary).filter((text) => !texts.has(text)),
};

/** @param {"en" | "zh"} language */
export function djangoPart(language) {
  const { said, separator, places, columns, standard, same, paths, none, refused } = WORDS[language];

  /**
   * Rows that say the same are one line, and places of one name one cell.
   * @param {readonly Row[]} rows @param {(row: Row) => string[]} cellsOf
   */
  const lines = (rows, cellsOf) => {
    /** @param {readonly (readonly [one: string, many: string])[]} pairs */
    const grouped = (pairs) => {
      /** @type {Map<string, Set<string>>} */
      const groups = new Map();
      for (const [one, many] of pairs) groups.set(one, (groups.get(one) ?? new Set()).add(many));
      return [...groups].map(([one, its]) => /** @type {const} */ ([one, [...its].join(separator)]));
    };
    const placed = grouped(
      rows.map((row) => [JSON.stringify([`\`${row.name}\``, ...cellsOf(row)]), places[row.place]]),
    );
    const named = placed.map(([cells, its]) => {
      const [name, ...others] = JSON.parse(cells);
      return /** @type {const} */ ([JSON.stringify([its, ...others]), name]);
    });
    return grouped(named).map(([cells, its]) => [its, ...JSON.parse(cells)]);
  };
  /** @param {string[]} head @param {string[][]} body */
  const table = (head, body) =>
    [head, head.map(() => "---"), ...body]
      .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
      .join("\n");

  /** @param {Row["meaning"]} meaning */
  const withMeaning = (meaning) => DJANGO_SETTINGS.filter((row) => row.meaning === meaning);
  const isPath = /** @param {Row} row */ (row) => row.place === "value";
  /** @param {Row} row */
  const hereOf = (row) => (row.meaning === "same" && row.here !== undefined ? `\`${row.here}\`` : "");
  /** @param {Row} row */
  const explained = (row) => [said(textOf(row))];

  return [
    same,
    table(
      [columns.setting, columns.where, columns.here, columns.note],
      lines(
        withMeaning("same").filter((row) => !isPath(row)),
        (row) => [hereOf(row), said(textOf(row))],
      ),
    ),
    paths,
    table(
      [columns.path, columns.here, columns.note],
      lines(withMeaning("same").filter(isPath), (row) => [hereOf(row) || standard, said(textOf(row))]).map(
        ([path, , ...cells]) => [path, ...cells],
      ),
    ),
    none,
    table([columns.setting, columns.where, columns.why], lines(withMeaning("no effect"), explained)),
    refused,
    table([columns.setting, columns.where, columns.instead], lines(withMeaning("refused"), explained)),
  ]
    .join("\n\n")
    .concat("\n");
}
