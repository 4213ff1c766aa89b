// The test counts of each workspace and script. They are in files of the workspace, which are among turbo's outputs: a
// test from turbo's cache brings its count along, and counts in the total as if it had run.
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { root } from "./run.mjs";

/** @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Count */

/** @typedef {"test" | "test:stress" | "test:published"} TestTask a script that some workspaces have */

/** The file of a script, in its workspace; turbo.json names it as well. @param {string} task */
export const countFileOf = (task) => path.join(".turbo", `${task.replace(":", "-")}-count.json`);

/**
 * The workspaces that have these scripts, each with the path of its count.
 *
 * @param {readonly TestTask[]} tasks
 * @returns {{ what: string, file: string }[]}
 */
function testedWorkspaces(tasks) {
  const { workspaces } = readJson(path.join(root, "package.json"));
  return workspaces
    .flatMap((/** @type {string} */ pattern) => {
      if (!pattern.endsWith("/*")) return [pattern];
      const folder = pattern.slice(0, -2);
      return readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}`);
    })
    .flatMap((/** @type {string} */ folder) => {
      const manifest = path.join(root, folder, "package.json");
      const scripts = existsSync(manifest) ? readJson(manifest).scripts : undefined;
      return tasks
        .filter((task) => scripts?.[task] !== undefined)
        .map((task) => ({ what: `${folder} (${task})`, file: path.join(root, folder, countFileOf(task)) }));
    });
}

/** @param {string} file */
const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));

/** Before a run: counts of an earlier one must not be reused. @param {readonly TestTask[]} tasks */
export function forgetTestCounts(tasks) {
  for (const { file } of testedWorkspaces(tasks)) rmSync(file, { force: true });
}

/**
 * @param {readonly TestTask[]} tasks
 * @returns {{ total: Count, missing: string[] }} the sum over their workspaces, and those without a count
 */
export function sumOfTestCounts(tasks) {
  /** @type {Count} */
  const total = { passed: 0, failed: 0, skipped: 0, failures: [] };
  /** @type {string[]} */
  const missing = [];
  for (const { what, file } of testedWorkspaces(tasks)) {
    if (!existsSync(file)) {
      missing.push(what);
      continue;
    }
    /** @type {Count} */
    const count = readJson(file);
    for (const state of /** @type {const} */ (["passed", "failed", "skipped"])) total[state] += count[state];
    total.failures.push(...count.failures);
  }
  return { total, missing };
}
