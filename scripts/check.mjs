// All checks that do not run coffer: format, lint, types, unused code, packages, lockfile. All steps run even if one
// fails, so that one run shows everything that needs a fix.
import { ensureInstalled } from "./lib/install.mjs";
import { lockfileFaults } from "./lib/lockfile.mjs";
import { run } from "./lib/run.mjs";

function checkLockfile() {
  const faults = lockfileFaults();
  for (const fault of faults) console.error(fault);
  if (faults.length > 0)
    console.error("Create it again: remove node_modules and package-lock.json, then npm install.");
  return faults.length === 0;
}

ensureInstalled();

// On CI biome would write its colours into a log file too.
const colors = process.stdout.isTTY ? "force" : "off";

/** @type {[name: string, step: () => boolean][]} */
const steps = [
  ["lockfile", checkLockfile],
  ["format and lint", () => run("biome", ["ci", "--error-on-warnings", `--colors=${colors}`, "."])],
  ["types of the packages", () => run("tsc", ["-b"])],
  ["types of tests, examples and scripts", () => run("tsc", ["-p", "tsconfig.tests.json"])],
  ["unused files, exports and dependencies", () => run("knip", ["--no-config-hints"])],
  [
    "packages as published",
    () => run("turbo", ["run", "check", "--continue=dependencies-successful", "--output-logs=errors-only"]),
  ],
];

const failed = steps.filter(([name, step]) => {
  console.log(`\n── ${name}`);
  return !step();
});

if (failed.length === 0) {
  console.log("\nAll checks passed.");
} else {
  console.error(`\nFailed: ${failed.map(([name]) => name).join("; ")}.`);
  process.exitCode = 1;
}
