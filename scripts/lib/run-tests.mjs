// The tests of all workspaces, by turbo.
import { env, run } from "./run.mjs";
import { forgetTestCounts, sumOfTestCounts } from "./test-counts.mjs";

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
 * @param {{ tasks?: import("./test-counts.mjs").TestTask[], forVitest?: string[] }} [options]
 * @returns {{ ok: boolean, total: import("./test-counts.mjs").Count, text: string }} `text`: the total in words
 */
export function runTests({ tasks = ["test"], forVitest = [] } = {}) {
  // A filter matches nothing in most workspaces, which is not a failure there; no match at all is one, below.
  const extra = forVitest.length > 0 ? ["--", "--passWithNoTests", ...forVitest] : [];
  forgetTestCounts(tasks);
  const args = ["--continue=dependencies-successful", "--log-order=grouped"];
  const ended = run("turbo", ["run", ...tasks, ...args, ...extra], {
    env: { ...env, ...process.env, PATH: env.PATH, COFFER_TEST_MACHINE: machine() },
  });
  const { total, missing } = sumOfTestCounts(tasks);
  const uncounted = forVitest.length === 0 ? missing : [];
  for (const what of uncounted) console.error(`${what}: its tests left no count, so they did not end.`);
  if (total.passed + total.failed === 0) console.error("No test ran.");
  else if (!ended && total.failed === 0) console.error("A test process failed: see above.");
  const ok = ended && total.passed > 0 && total.failed === 0 && uncounted.length === 0;
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
  return { ok, total, text: `${total.passed} passed, ${total.failed} failed${skipped}` };
}
