// `npm run test:mutations`: plants one fault at a time in a copy of the built files, and runs the tests that must
// detect it. Fails if none does, and if the text to change does not exist. npm run test:mutations -- --only
// redirection    those whose promise or file has the text
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { prepareTests } from "./lib/prepare-tests.mjs";
import { runVitest } from "./lib/run-vitest.mjs";
import { summarize } from "./lib/summarize.mjs";
import { copyRepository } from "./mutations/copy.mjs";
import { MUTATIONS } from "./mutations/table.mjs";

/** @typedef {import("./mutations/table.mjs").Mutation} Mutation */

/** After this many failed tests the fault is certainly detected. */
const ENOUGH = 3;
/**
 * Milliseconds: with some faults tests wait for something that never happens, and the usual timeout would be minutes
 * for each.
 */
const PATIENCE = 30_000;

const { only = "" } = parseArgs({ options: { only: { type: "string" } } }).values;
const chosen = MUTATIONS.filter(({ promise, file }) => `${promise} ${file}`.includes(only));
if (chosen.length === 0) {
  console.error(`--only ${only}: no such mutation`);
  process.exit(1);
}

prepareTests();
const copy = copyRepository();
process.on("exit", () => rmSync(copy, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

/**
 * The failures without any fault, of each selection of tests: a test that fails anyway detects nothing. @type
 * {Map<string, string[]>}
 */
const sound = new Map();

/** @param {Mutation["tests"][number]} tests */
function run({ workspace, files, only: names }) {
  const filter = names === undefined ? [] : ["--testNamePattern", names];
  return runVitest(path.join(copy, workspace), [
    ...files,
    ...filter,
    `--bail=${ENOUGH}`,
    `--testTimeout=${PATIENCE}`,
  ]);
}

/** @param {Mutation["tests"][number]} tests @returns {string[]} their failures */
function faultsOf(tests) {
  const key = JSON.stringify(tests);
  let faults = sound.get(key);
  if (faults === undefined) {
    const { ok, passed, failed } = run(tests);
    faults = failed.map(({ name }) => name);
    if (!ok && faults.length === 0) faults.push(`${passed} tests passed, and the run failed`);
    sound.set(key, faults);
  }
  return faults;
}

/** @param {Mutation} mutation @returns {{ ok: boolean, text: string }} */
function tryOne({ file, find, put, tests }) {
  const target = path.join(copy, file);
  const source = readFileSync(target, "utf8");
  const places = source.split(find).length - 1;
  if (places !== 1)
    return { ok: false, text: `the text to change stands ${places} times in ${file}: ${find}` };
  for (const each of tests) {
    const faults = faultsOf(each);
    if (faults.length > 0) return { ok: false, text: `tests fail without any fault: ${faults.join("; ")}` };
  }
  writeFileSync(
    target,
    source.replace(find, () => put),
  );
  try {
    const results = tests.map(run);
    const failed = results.flatMap((result) => result.failed.map(({ name }) => name));
    if (failed.length > 0) return { ok: true, text: failed.slice(0, ENOUGH).join("; ") };
    // An unhandled rejection fails a run as well.
    return results.every(({ ok }) => ok)
      ? { ok: false, text: "NOTICED BY NO TEST" }
      : { ok: true, text: "the run failed outside of a test" };
  } finally {
    writeFileSync(target, source);
  }
}

const rows = chosen.map((mutation) => {
  const { ok, text } = tryOne(mutation);
  console.log(`${ok ? "noticed" : "FAILED "} ${mutation.promise}\n        ${text}`);
  return { promise: mutation.promise, ok, text };
});
const lines = rows.map(
  ({ promise, ok, text }) => `| ${ok ? "✓" : "✗"} | ${promise} | ${text.replaceAll("|", "\\|")} |`,
);
summarize(`## Mutations\n\n| | promise | noticed by |\n| --- | --- | --- |\n${lines.join("\n")}\n`);
const missed = rows.filter(({ ok }) => !ok).length;
console.log(`${rows.length - missed} of ${rows.length} faults were noticed`);
process.exitCode = missed === 0 ? 0 : 1;
