// `npm run test:coverage`: all tests, with the coverage of the packages' sources. The summary is a table; coverage/uncovered.txt names the
// functions and lines that no test reached.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { prepareTests } from "./lib/prepare-tests.mjs";
import { root } from "./lib/run.mjs";
import { runTests } from "./lib/run-tests.mjs";
import { summarize } from "./lib/summarize.mjs";
import { collectedIn, collectInto } from "./measure/collect.mjs";
import { coverageTable, uncoveredText } from "./measure/summary.mjs";

const folder = path.join(root, "coverage");
prepareTests();
// A result from turbo's cache has no coverage.
process.env.TURBO_FORCE = "true";
collectInto(path.join(folder, "processes"));
const { ok, total, text } = await runTests({
  tasks: ["test", "test:stress", "test:published"],
  forVitest: process.argv.slice(2),
});
const collected = await collectedIn(path.join(folder, "processes"));
writeFileSync(path.join(folder, "coverage-final.json"), JSON.stringify(Object.fromEntries(collected)));
writeFileSync(path.join(folder, "uncovered.txt"), uncoveredText(collected));
const table = coverageTable(collected);
console.log(`\n${table}\n`);
summarize(`## Coverage\n\n${table}\n`);
for (const failure of total.failures) console.error(`FAILED ${failure}`);
console.log(`${text}; what did not run: coverage/uncovered.txt`);
process.exitCode = ok && collected.size > 0 ? 0 : 1;
