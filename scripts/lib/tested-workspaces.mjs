import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./run.mjs";

/** @typedef {"test" | "test:stress" | "test:published"} TestTask a script that some workspaces have */

/**
 * A script of a workspace.
 * @typedef {{
 *   name: string,
 *   folder: string,
 *   task: TestTask,
 *   script: string,
 *   isCached: boolean
 * }} TestRun `script`: a command line of vitest; `isCached`: whether turbo may take its result from the cache
 */

/**
 * The workspaces that have these scripts. Those of the whole product come first, which take long: if one of them were the last to run, a
 * processor would have nothing to do at the end.
 *
 * @param {readonly TestTask[]} tasks
 * @returns {TestRun[]}
 */
export function testedWorkspaces(tasks) {
  const { workspaces } = readJson(path.join(root, "package.json")) ?? {};
  return [...workspaces]
    .reverse()
    .flatMap((/** @type {string} */ pattern) => {
      if (!pattern.endsWith("/*")) return [path.join(root, pattern)];
      const folder = path.join(root, pattern.slice(0, -2));
      return readdirSync(folder).map((name) => path.join(folder, name));
    })
    .flatMap((/** @type {string} */ folder) => {
      const { name, scripts = {} } = readJson(path.join(folder, "package.json")) ?? {};
      const cached = readJson(path.join(folder, "turbo.json"))?.tasks ?? {};
      return tasks
        .filter((task) => scripts[task] !== undefined)
        .map((task) => ({
          name,
          folder,
          task,
          script: scripts[task],
          isCached: cached[task]?.cache === true,
        }));
    });
}

/** @param {string} file */
const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined);
