// The test counts of each workspace. They are in a file of the workspace, which is among turbo's outputs: a test from
// turbo's cache brings its count along, and counts in the total as if it had run.
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { root } from "./run.mjs";

/** Within a workspace; turbo.json names it as well. */
export const COUNT_FILE = path.join(".turbo", "test-count.json");

/** @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Count */

/** The folders of all workspaces that have tests. @returns {string[]} */
function testedFolders() {
  const { workspaces } = readJson(path.join(root, "package.json"));
  return workspaces
    .flatMap((/** @type {string} */ pattern) => {
      if (!pattern.endsWith("/*")) return [pattern];
      const folder = pattern.slice(0, -2);
      return readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}`);
    })
    .filter((/** @type {string} */ folder) => {
      const manifest = path.join(root, folder, "package.json");
      return existsSync(manifest) && readJson(manifest).scripts?.test !== undefined;
    });
}

/** @param {string} file */
const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));

/** Before a run: counts of an earlier one must not be reused. */
export function forgetTestCounts() {
  for (const folder of testedFolders()) rmSync(path.join(root, folder, COUNT_FILE), { force: true });
}

/** @returns {{ total: Count, missing: string[] }} the sum over all workspaces, and those without a count */
export function sumOfTestCounts() {
  /** @type {Count} */
  const total = { passed: 0, failed: 0, skipped: 0, failures: [] };
  /** @type {string[]} */
  const missing = [];
  for (const folder of testedFolders()) {
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
