import { existsSync } from "node:fs";
import path from "node:path";
import { root } from "../lib/run.mjs";
import { runVitest } from "../lib/run-vitest.mjs";

/** @typedef {{ passed: number, failures: string[] }} SuiteResult */

/**
 * Runs one suite with the servers that `COFFER_SERVER` names; `""`: the system's.
 * @param {import("./suites.mjs").ServerSuite} suite @param {string} server
 * @returns {SuiteResult}
 */
export function runSuite({ workspace, files, only }, server) {
  // Vitest runs those that are there, and says nothing of a file that has another name now.
  const missing = files.filter((file) => !existsSync(path.join(root, workspace, file)));
  if (missing.length > 0) throw new Error(`${workspace} has no ${missing.join(", ")}: mend suites.mjs`);
  const filter = only === undefined ? [] : ["--testNamePattern", only];
  const { ok, passed, failed } = runVitest(path.join(root, workspace), [...files, ...filter], {
    COFFER_SERVER: server,
  });
  const failures = failed.map(
    ({ name, message }) => `${name}\n    ${message.split("\n").slice(0, 8).join("\n    ")}`,
  );
  if (!ok && failures.length === 0)
    failures.push(`${workspace}: the run failed, with ${passed} passed tests`);
  return { passed, failures };
}
