// A vitest reporter that writes the counts and failures of one workspace into a file. `npm test` runs many vitest
// processes and must print one total at the end, and notice if nothing ran at all; test-counts.mjs adds these files up.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { countFileOf } from "./lib/test-counts.mjs";

export default class CountReporter {
  /**
   * @param {readonly import("vitest/node").TestModule[]} modules
   * @param {readonly import("vitest/node").SerializedError[]} unhandled
   */
  onTestRunEnd(modules, unhandled) {
    // Turbo's own name for the task. Tests that somebody runs manually meanwhile must not change the total.
    if (process.env.TURBO_HASH === undefined) return;
    /** @type {import("./lib/test-counts.mjs").Count} */
    const count = { passed: 0, failed: 0, skipped: 0, failures: [] };
    const workspace = process.env.npm_package_name ?? process.cwd();
    /** @param {string} where @param {readonly { message: string }[]} errors */
    const fail = (where, errors) => {
      count.failed += 1;
      // A message may contain everything that a program printed.
      const messages = errors.map(({ message }) => message.slice(0, 1000));
      count.failures.push([`${workspace} ${where}`, ...messages].join("\n    "));
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
    const file = countFileOf(/** @type {string} */ (process.env.npm_lifecycle_event));
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(count));
  }
}
