// The tests of all workspaces: by turbo, where it may take the result from its cache, and the others in one process of vitest.
import { env, run, start } from "./run.mjs";
import { forgetTestCounts, sumOfTestCounts } from "./test-counts.mjs";
import { testedWorkspaces } from "./tested-workspaces.mjs";

/** How many workspaces run side by side: tests wait often. Turbo adds one. */
const JOBS = 4;

/**
 * What a test may depend on besides the sources, in one variable for turbo's hash: results of another Node, or of a
 * machine without Python, must not be reused.
 */
const machine = () => [process.version, process.platform, process.arch, ...pythons()].join(" ");

/** The Python modules that tests use; without them tests are skipped. */
function pythons() {
  const modules = ["django_redis", "msgpack", "lz4.frame", "zstandard", "lzma"];
  return modules.filter((name) => run("/usr/bin/python3", ["-c", `import ${name}`], { stdio: "ignore" }));
}

/**
 * Runs them and reports problems other than failed tests.
 *
 * @param {{ tasks?: import("./tested-workspaces.mjs").TestTask[], forVitest?: string[] }} [options]
 * @returns {Promise<{ ok: boolean, total: import("./test-counts.mjs").Count, text: string }>} `text`: the total in words
 */
export async function runTests({ tasks = ["test"], forVitest = [] } = {}) {
  // A filter matches nothing in most workspaces, which is not a failure there; no match at all is one, below.
  const extra = forVitest.length > 0 ? ["--passWithNoTests", ...forVitest] : [];
  const runs = testedWorkspaces(tasks);
  forgetTestCounts(runs);
  const [byTurbo, directly] = await Promise.all([
    withTurbo(
      runs.filter(({ isCached }) => isCached),
      extra,
    ),
    inOneProcess(
      runs.filter(({ isCached }) => !isCached),
      extra,
    ),
  ]);
  const { total, missing } = sumOfTestCounts(runs);
  const uncounted = forVitest.length === 0 ? missing : [];
  for (const what of uncounted) console.error(`${what}: its tests left no count, so they did not end.`);
  const ended = byTurbo && directly;
  if (total.passed + total.failed === 0) console.error("No test ran.");
  else if (!ended && total.failed === 0) console.error("A test process failed: see above.");
  const ok = ended && total.passed > 0 && total.failed === 0 && uncounted.length === 0;
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
  return { ok, total, text: `${total.passed} passed, ${total.failed} failed${skipped}` };
}

/** @param {import("./tested-workspaces.mjs").TestRun[]} runs @param {string[]} forVitest */
function withTurbo(runs, forVitest) {
  if (runs.length === 0) return true;
  // Each by name: a filter and a task would also run tests that turbo cannot cache.
  const tasks = runs.map(({ name, task }) => `${name}#${task}`);
  const how = ["--concurrency=1", "--continue=dependencies-successful", "--log-order=grouped"];
  const extra = forVitest.length > 0 ? ["--", ...forVitest] : [];
  return start("turbo", ["run", ...tasks, ...how, ...extra], {
    env: { ...env, ...process.env, PATH: env.PATH, COFFER_TEST_MACHINE: machine() },
  });
}

/** @param {import("./tested-workspaces.mjs").TestRun[]} runs @param {string[]} forVitest */
function inOneProcess(runs, forVitest) {
  if (runs.length === 0) return true;
  const what = JSON.stringify({ runs, jobs: JOBS, forVitest });
  return start(process.execPath, ["scripts/vitest-workspaces.mjs", what], {
    env: { ...env, ...process.env, PATH: env.PATH },
  });
}
