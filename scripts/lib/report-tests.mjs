import { prepareTests } from "./prepare-tests.mjs";
import { runTests } from "./run-tests.mjs";

/**
 * From a bare clone to a verdict: installs and builds what is missing, makes sure of redis-server and django-redis, lets turbo run the tests,
 * and closes with what failed and one total. What follows `--` on the command line goes to vitest.
 *
 * @param {import("./tested-workspaces.mjs").TestTask[]} tasks
 */
export async function reportTests(tasks) {
  prepareTests();
  const { ok, total, text } = await runTests({ tasks, forVitest: process.argv.slice(2) });
  // Once more, for whoever sees only the end of a long log.
  for (const failure of total.failures) console.error(`FAILED ${failure}`);
  console.log(text);
  process.exitCode = ok ? 0 : 1;
}
