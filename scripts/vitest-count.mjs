// A vitest reporter that writes the counts and failures of one workspace into a file. `npm test` runs the tests of many
// workspaces and must print one total at the end, and notice if nothing ran at all; test-counts.mjs adds these files up.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { countFileOf } from "./lib/test-counts.mjs";

export default class CountReporter {
  #workspace;
  #file;

  /**
   * @param {{ workspace?: string, file?: string }} [options] without a file, nothing is written unless turbo runs the
   * tests: what somebody runs manually meanwhile must not change the total.
   */
  constructor({ workspace = process.env.npm_package_name ?? process.cwd(), file = fileForTurbo() } = {}) {
    this.#workspace = workspace;
    this.#file = file;
  }

  /**
   * @param {readonly import("vitest/node").TestModule[]} modules
   * @param {readonly import("vitest/node").SerializedError[]} unhandled
   */
  onTestRunEnd(modules, unhandled) {
    if (this.#file === undefined) return;
    /** @type {import("./lib/test-counts.mjs").Count} */
    const count = { passed: 0, failed: 0, skipped: 0, failures: [] };
    /** @param {string} where @param {readonly { message: string }[]} errors */
    const fail = (where, errors) => {
      count.failed += 1;
      // A message may contain everything that a program printed.
      const messages = errors.map(({ message }) => message.slice(0, 1000));
      count.failures.push([`${this.#workspace} ${where}`, ...messages].join("\n    "));
    };
    // An error outside of a test (a file that does not load, an unhandled rejection) is a failure too.
    for (const error of unhandled) fail("outside of a test", [error]);
    for (const module of modules) {
      for (const error of module.errors()) fail(module.relativeModuleId, [error]);
      for (const suite of module.children.allSuites()) {
        for (const error of suite.errors()) fail(`${module.relativeModuleId} > ${suite.fullName}`, [error]);
      }
      for (const test of module.children.allTests()) {
        const { state, errors } = test.result();
        if (state === "failed") fail(`${module.relativeModuleId} > ${test.fullName}`, errors);
        else if (state === "passed") count.passed += 1;
        else count.skipped += 1;
      }
    }
    mkdirSync(path.dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, JSON.stringify(count));
  }
}

/** The file for the task that turbo runs in the current folder. */
function fileForTurbo() {
  const { TURBO_HASH, npm_lifecycle_event: task } = process.env;
  return TURBO_HASH === undefined || task === undefined ? undefined : countFileOf(task);
}
