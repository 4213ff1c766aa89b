// `npm run soak`: millions of calls, and the memory and handles of the process after them. README.md explains the figures.
import { parseArgs } from "node:util";
import { growths, judge } from "./judge.js";
import { table } from "./report.js";
import { soak } from "./soak.js";
import { perform } from "./workload.js";

const { values } = parseArgs({
  options: {
    operations: { type: "string", default: "5000000" },
    driver: { type: "string", default: "@coffer/connection-ioredis" },
  },
});
const operations = Number(values.operations);
if (!Number.isSafeInteger(operations) || operations < 1000) {
  console.error(`soak: --operations has to be a whole number from 1000, got ${values.operations}`);
  process.exit(2);
}

const began = performance.now();
const samples = await soak({
  operations,
  driver: values.driver,
  perform,
  onSample: ({ operations: done }) => process.stderr.isTTY && process.stderr.write(`\r${done} calls`),
});
const seconds = (performance.now() - began) / 1000;
console.log(`\n${operations} calls on ${values.driver} in ${seconds.toFixed(0)} s\n\n${table(samples)}\n`);
for (const { what, grown, unit } of growths(samples)) {
  console.log(`${what}: ${grown} ${unit} more at the end than half-way`);
}
const faults = judge(samples);
console.log(`\n${faults.length === 0 ? "Nothing leaks." : faults.join("\n")}`);
process.exitCode = faults.length === 0 ? 0 : 1;
