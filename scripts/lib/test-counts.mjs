// The test counts of each workspace. They are in a file of the workspace, which is among turbo's outputs: a test from
// turbo's cache brings its count along, and counts in the total as if it had run.
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { root } from "./run.mjs";

/** Within a workspace; turbo.json names it as well. */
export const COUNT_FILE = path.join(".turbo", "test-count.json");

/** @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Count */

/** @typedef {"test" | "test:published"} TestTask a script that some workspaces have */

/** The folders of the workspaces that have tests of these kinds. @param {readonly TestTask[]} tasks @returns {string[]} */
function testedFolders(tasks) {
  const { workspaces } = readJson(path.join(root, "package.json"));
  return workspaces
    .flatMap((/** @type {string} */ pattern) => {
      if (!pattern.endsWith("/*")) return [pattern];
      const folder = pattern.slice(0, -2);
      return readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}`);
    })
    .filter((/** @type {string} */ folder) => {
      const manifest = path.join(root, folder, "package.json");
      return existsSync(manifest) && tasks.some((task) => readJson(manifest).scripts?.[task] !== undefined);
    });
}

/** @param {string} file */
const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));

/** Before a run: counts of an earlier one must not be reused. @param {readonly TestTask[]} tasks */
export function forgetTestCounts(tasks) {
  for (const folder of testedFolders(tasks)) rmSync(path.join(root, folder, COUNT_FILE), { force: true });
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
  for (const folder of testedFolders(tasks)) {
    const file = path.join(root, folder, COUNT_FILE);
    if (!existsSync(file)) {
      missing.push(folder);
      continue;
    }
    /** @type {Count} */
    const count = readJson(file);
    for (const state of /** @type {const} */ (["passed", "failed", "skipped"])) total[state] += count[state];
    total.failures.push(...count.failures);
  }
  return { total, missing };
}
