// The test counts of each workspace and script. They are in files of the workspace, which are among turbo's outputs: a
// test from turbo's cache brings its count along, and counts in the total as if it had run.
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";

/** @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Count */

/** The file of a script, in its workspace; turbo.json names it as well. @param {string} task */
export const countFileOf = (task) => path.join(".turbo", `${task.replace(":", "-")}-count.json`);

/** @param {import("./tested-workspaces.mjs").TestRun} run */
const fileOf = ({ folder, task }) => path.join(folder, countFileOf(task));

/**
 * Before a run: counts of an earlier one must not be reused.
 * @param {readonly import("./tested-workspaces.mjs").TestRun[]} runs
 */
export function forgetTestCounts(runs) {
  for (const run of runs) rmSync(fileOf(run), { force: true });
}

/**
 * @param {readonly import("./tested-workspaces.mjs").TestRun[]} runs
 * @returns {{ total: Count, missing: string[] }} the sum over their workspaces, and those without a count
 */
export function sumOfTestCounts(runs) {
  /** @type {Count} */
  const total = { passed: 0, failed: 0, skipped: 0, failures: [] };
  /** @type {string[]} */
  const missing = [];
  for (const run of runs) {
    const file = fileOf(run);
    if (!existsSync(file)) {
      missing.push(`${run.name} (${run.task})`);
      continue;
    }
    /** @type {Count} */
    const count = JSON.parse(readFileSync(file, "utf8"));
    for (const state of /** @type {const} */ (["passed", "failed", "skipped"])) total[state] += count[state];
    total.failures.push(...count.failures);
  }
  return { total, missing };
}
