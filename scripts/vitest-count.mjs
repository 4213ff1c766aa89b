// A vitest reporter that leaves the counts of one workspace in a file. `npm test` runs many vitest processes
// and must say one total at the end, and notice when nothing ran at all; scripts/test.mjs sums these files up.
import { writeFileSync } from "node:fs";
import path from "node:path";

export default class CountReporter {
  /**
   * @param {readonly import("vitest/node").TestModule[]} modules
   * @param {readonly unknown[]} unhandled
   */
  onTestRunEnd(modules, unhandled) {
    const folder = process.env.COFFER_TEST_COUNTS;
    if (folder === undefined) return;
    // An error outside of a test (a file that does not load, a rejection nobody waited for) is a failure too.
    const count = { passed: 0, failed: unhandled.length, skipped: 0 };
    for (const module of modules) {
      count.failed += module.errors().length;
      for (const suite of module.children.allSuites()) count.failed += suite.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === "passed" || state === "failed") count[state] += 1;
        else count.skipped += 1;
      }
    }
    writeFileSync(path.join(folder, `${process.pid}.json`), JSON.stringify(count));
  }
}
