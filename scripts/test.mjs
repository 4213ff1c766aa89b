// `npm test`: from a bare clone to a verdict. Installs and builds what is missing, makes sure of redis-server and
// django-redis, lets turbo run the tests of every workspace, and closes with what failed and one total. What follows
// `--` goes to vitest: npm test -- -t "incr"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ensureInstalled } from "./lib/install.mjs";
import { env, run } from "./lib/run.mjs";
import { ensureSystemPackages } from "./lib/system-packages.mjs";

const forVitest = process.argv.slice(2);
// A filter matches nothing in most workspaces, which is no failure there; nothing at all is one, below.
const extra = forVitest.length > 0 ? ["--", "--passWithNoTests", ...forVitest] : [];

ensureInstalled();
ensureSystemPackages();

// All of it before the first test: tests name plugins by string, which no package.json has to declare. Whoever
// built only what a workspace declares would run its tests before the package that they name is there.
if (!run("tsc", ["-b"])) {
  console.error("The build failed: the text above says why. No test ran.");
  process.exit(1);
}

const counts = mkdtempSync(path.join(os.tmpdir(), "coffer-test-"));
const total = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const failures = [];
let ok = false;
try {
  ok = run("turbo", ["run", "test", "--continue=dependencies-successful", "--log-order=grouped", ...extra], {
    env: { ...env, ...process.env, PATH: env.PATH, COFFER_TEST_COUNTS: counts },
  });
  for (const file of readdirSync(counts)) {
    const count = JSON.parse(readFileSync(path.join(counts, file), "utf8"));
    for (const state of /** @type {const} */ (["passed", "failed", "skipped"])) total[state] += count[state];
    failures.push(...count.failures);
  }
} finally {
  rmSync(counts, { recursive: true, force: true });
}

if (total.passed + total.failed === 0) console.error("No test ran.");
else if (!ok && total.failed === 0) console.error("A test process failed: see above.");
// Once more, for whoever sees only the end of a long log.
for (const failure of failures) console.error(`FAILED ${failure}`);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = ok && total.passed > 0 && total.failed === 0 ? 0 : 1;
