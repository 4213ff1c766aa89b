// The coverage of each source file, summed over the test processes of all workspaces. Node itself writes it, also for
// the processes that tests start, and covers the built files; the source maps lead to `src`. Vitest's own report is
// not usable here: it reads built files as Vite would rewrite them, so that the functions at the end of a file count
// as never called.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
// @ts-expect-error It comes without types.
import { mergeProcessCovs } from "@bcoe/v8-coverage";
import { parse } from "acorn";
import { convert } from "ast-v8-to-istanbul";
import { root } from "../lib/run.mjs";

/**
 * The report that Node writes for each process.
 *
 * @typedef {{ startOffset: number, endOffset: number, count: number }} Span
 * @typedef {{ url: string, functions: { functionName: string, ranges: Span[], isBlockCoverage: boolean }[] }} Script
 * @typedef {{ result: Script[] }} ProcessCov
 */
/**
 * The format of istanbul, as far as it is used here.
 *
 * @typedef {{ start: { line: number }, end: { line: number } }} Range
 * @typedef {{
 *   statementMap: Record<string, Range>, s: Record<string, number>,
 *   fnMap: Record<string, { name: string, loc: Range }>, f: Record<string, number>,
 *   b: Record<string, number[]>,
 * }} FileCoverage
 */

const BUILT = new RegExp(`^${pathToFileURL(path.join(root, "packages")).href}/[^/]+/dist/.*\\.js$`);
/** The maximum number of reports in memory. */
const AT_ONCE = 50;

/**
 * A new folder for Node's reports, which every process that inherits the variable writes.
 *
 * @param {string} folder
 */
export function collectInto(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  process.env.NODE_V8_COVERAGE = folder;
}

/**
 * @param {string} folder as `collectInto` had it
 * @returns {Promise<Map<string, FileCoverage>>} by the path from the root of the repository, sorted
 */
export async function collectedIn(folder) {
  /** @type {Map<string, FileCoverage>} */
  const found = new Map();
  const scripts = new Map(merged(folder).result.map((script) => [fileURLToPath(script.url), script]));
  for (const file of builtFiles()) {
    const code = readFileSync(file, "utf8");
    const script = scripts.get(file) ?? neverLoaded(file, code);
    const converted = await convert({
      code,
      ast: parse(code, { ecmaVersion: "latest", sourceType: "module" }),
      coverage: script,
      sourceMap: JSON.parse(readFileSync(`${file}.map`, "utf8")),
    });
    for (const [absolute, coverage] of Object.entries(converted)) {
      found.set(path.relative(root, absolute), /** @type {FileCoverage} */ (coverage));
    }
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What was built of the packages' sources; not the page of the inspector, which runs in a browser. */
function builtFiles() {
  const packages = path.join(root, "packages");
  return readdirSync(packages).flatMap((name) => {
    const dist = path.join(packages, name, "dist");
    if (!existsSync(dist)) return [];
    const files = readdirSync(dist, { recursive: true, encoding: "utf8" });
    return files
      .filter((file) => file.endsWith(".js") && existsSync(path.join(dist, `${file}.map`)))
      .map((file) => path.join(dist, file));
  });
}

/**
 * The report of a file that no process has loaded.
 *
 * @param {string} file
 * @param {string} code
 * @returns {Script}
 */
function neverLoaded(file, code) {
  const range = { startOffset: 0, endOffset: code.length, count: 0 };
  return {
    url: pathToFileURL(file).href,
    functions: [{ functionName: "", ranges: [range], isBlockCoverage: true }],
  };
}

/** @param {string} folder @returns {ProcessCov} */
function merged(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  /** @type {ProcessCov} */
  let sum = { result: [] };
  while (names.length > 0)
    sum = mergeProcessCovs([sum, ...names.splice(0, AT_ONCE).map((name) => read(folder, name))]);
  return sum;
}

/**
 * Our part of a report; nothing for an unfinished report of a killed process.
 *
 * @param {string} folder
 * @param {string} name
 * @returns {ProcessCov}
 */
function read(folder, name) {
  try {
    /** @type {ProcessCov} */
    const report = JSON.parse(readFileSync(path.join(folder, name), "utf8"));
    return { result: report.result.filter(({ url }) => BUILT.test(url)) };
  } catch {
    return { result: [] };
  }
}
