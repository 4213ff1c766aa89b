import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { env, run } from "./run.mjs";

/**
 * @typedef {{ file: string, name: string, message: string }} FailedTest
 * @typedef {{ ok: boolean, passed: number, failed: FailedTest[] }} VitestResult
 */

/**
 * Runs some tests of a workspace silently, and returns how each of them ended.
 * @param {string} workspace its folder
 * @param {readonly string[]} args of `vitest run`
 * @param {NodeJS.ProcessEnv} [more] environment
 * @returns {VitestResult} `ok` is also false without a failed test if a file did not load, a rejection was unhandled,
 * or nothing ran
 */
export function runVitest(workspace, args, more = {}) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "coffer-vitest-"));
  const report = path.join(folder, "report.json");
  const ended = run("vitest", ["run", ...args, "--reporter=json", `--outputFile=${report}`], {
    cwd: workspace,
    env: { ...env, ...more },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const { passed, failed } = existsSync(report) ? read(report) : { passed: 0, failed: [] };
  rmSync(folder, { recursive: true });
  return { ok: ended && passed > 0, passed, failed };
}

/** @param {string} file @returns {Omit<VitestResult, "ok">} */
function read(file) {
  /** @type {{ testResults: { name: string, assertionResults: { status: string, fullName: string, failureMessages: string[] }[] }[] }} */
  const { testResults } = JSON.parse(readFileSync(file, "utf8"));
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((result) => ({ ...result, file: path.basename(name) })),
  );
  return {
    passed: tests.filter(({ status }) => status === "passed").length,
    failed: tests
      .filter(({ status }) => status === "failed")
      .map(({ file, fullName, failureMessages }) => ({
        file,
        name: fullName,
        message: failureMessages.join("\n").slice(0, 2000),
      })),
  };
}
