// `npm run test:steady -- --times 3`: runs the tests of `npm test` beside two busy processes, several times, and lists what failed in which
// run. A test that fails only here depends on the speed of the machine. `npm run test:steady -- test:stress` runs those of another script.
import { spawn } from "node:child_process";
import { parseArgs } from "node:util";
import { prepareTests } from "./lib/prepare-tests.mjs";
import { runTests } from "./lib/run-tests.mjs";

/** Ends by itself when its parent has ended. */
const BUSY = "const parent = process.ppid; while (process.ppid === parent) for (let n = 0; n < 1e7; n++);";

const { values, positionals } = parseArgs({
  options: { times: { type: "string", default: "3" } },
  allowPositionals: true,
});
const { times } = values;
const [task = "test"] = /** @type {("test" | "test:stress" | undefined)[]} */ (positionals);
if (!/^[1-9]\d?$/.test(times)) {
  console.error(`--times ${times}: give a number from 1 to 99`);
  process.exit(1);
}
if (positionals.length > 1 || !["test", "test:stress"].includes(task)) {
  console.error(`${positionals.join(" ")}: give "test" or "test:stress"`);
  process.exit(1);
}

prepareTests();
// Results of an idle machine say nothing about a busy one.
process.env.TURBO_FORCE = "true";
const busy = [1, 2].map(() => spawn(process.execPath, ["-e", BUSY], { stdio: "ignore" }));
/** @type {Awaited<ReturnType<typeof runTests>>[]} */
const runs = [];
try {
  for (let n = 1; n <= Number(times); n++) {
    console.log(`\n── run ${n} of ${times}, beside ${busy.length} busy processes`);
    runs.push(await runTests({ tasks: [task] }));
  }
} finally {
  for (const child of busy) child.kill("SIGKILL");
}

console.log("");
for (const [index, { total, text }] of runs.entries()) {
  for (const failure of total.failures) console.error(`FAILED in run ${index + 1}: ${failure}`);
  console.log(`run ${index + 1}: ${text}`);
}
process.exitCode = runs.every(({ ok }) => ok) ? 0 : 1;
