// Runs the tests of several workspaces in one process, some of them side by side. A process of npm and one of vitest for each of them would
// cost as much as many of them need for their tests. Called by run-tests.mjs, with a JSON of { runs, jobs, forVitest }.
import path from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { configDefaults } from "vitest/config";
import { createVitest, parseCLI } from "vitest/node";
import { countFileOf } from "./lib/test-counts.mjs";
import CountReporter from "./vitest-count.mjs";

/** @type {{ runs: import("./lib/tested-workspaces.mjs").TestRun[], jobs: number, forVitest: string[] }} */
const { runs, jobs, forVitest } = JSON.parse(/** @type {string} */ (process.argv[2]));

let ok = true;

/** @param {import("./lib/tested-workspaces.mjs").TestRun} run */
async function runTests({ name, folder, task, script }) {
  const { filter, options } = parseCLI([...script.split(" "), ...forVitest]);
  // Vitest would add what the command line excludes to its own defaults, which all workspaces of this process share.
  const exclude = [...configDefaults.exclude, ...[options.exclude ?? []].flat()];
  const count = new CountReporter({ workspace: name, file: path.join(folder, countFileOf(task)) });
  const output = new PassThrough();
  // At once for each workspace, as soon as it has ended.
  const printed = text(output);
  try {
    const given = { ...options, exclude, root: folder, reporters: ["default", count] };
    // Of these there are enough to run side by side, and each further worker of one would import once more what its tests use.
    if (task === "test") given.maxWorkers = 1;
    const vitest = await createVitest("test", given, {}, { stdout: output, stderr: output });
    try {
      const { testModules, unhandledErrors } = await vitest.start(filter);
      ok &&= unhandledErrors.length === 0 && testModules.every((module) => module.ok());
    } finally {
      await vitest.close();
    }
  } catch (error) {
    const { code, stack } = /** @type {Error & { code?: string }} */ (error);
    // Vitest has printed it.
    if (code === "VITEST_FILES_NOT_FOUND") ok &&= options.passWithNoTests === true;
    else {
      ok = false;
      output.write(`${stack}\n`);
    }
  }
  output.end();
  console.log(`── ${name} ${task}\n${(await printed).trim()}\n`);
}

const queue = runs.values();
await Promise.all(
  Array.from({ length: jobs }, async () => {
    for (const run of queue) await runTests(run);
  }),
);
process.exit(ok ? 0 : 1);
