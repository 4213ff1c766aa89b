// `npm run fuzz`: random and damaged bytes through every serializer and compressor. Each must give a value or a typed
// error. npm run fuzz -- --runs 200000 --seed 7; npm run fuzz -- --seed 7 --case 4711 shows one case and its outcome.
import { parseArgs } from "node:util";
import { Cases } from "./lib/cases.js";
import { judge } from "./lib/judge.js";
import { watch } from "./lib/watch.js";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "20000" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 31)) },
    case: { type: "string" },
    patience: { type: "string", default: "10000" },
  },
});
const runs = wholeNumber(values.runs);
const seed = wholeNumber(values.seed);
const patience = wholeNumber(values.patience);
if (values.case === undefined) await runAll();
else await showOne(wholeNumber(values.case));

async function runAll() {
  console.log(`seed ${seed}, ${runs} runs`);
  const begin = performance.now();
  const { counts, failures } = await watch({ seed, runs, patience });
  const seconds = (performance.now() - begin) / 1000;
  console.table(counts);
  const done = Object.values(counts)
    .flatMap((own) => Object.values(own))
    .reduce((sum, count) => sum + count, 0);
  console.log(`${Math.round(done / seconds)} runs per second, ${done} in all, ${failures.length} failures`);
  const cases = await Cases.of(seed);
  for (const { number, reason } of failures) {
    const { subject, bytes, makes } = await cases.at(number);
    console.error(`\nseed ${seed}, case ${number}: ${subject.name}, ${makes}: ${reason}`);
    console.error(`${bytes.length} bytes: ${bytes.toString("hex", 0, 500)}`);
  }
  process.exitCode = failures.length === 0 ? 0 : 1;
}

/** @param {number} number */
async function showOne(number) {
  const { subject, bytes, makes } = await (await Cases.of(seed)).at(number);
  console.log(`${subject.name}, ${makes}, ${bytes.length} bytes: ${bytes.toString("hex")}`);
  console.log(await judge(subject.codec, bytes));
}

/** @param {string} text */
function wholeNumber(text) {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  console.error(`fuzz: ${JSON.stringify(text)} is no whole number`);
  process.exit(2);
}
