// One candidate: each line of JSON on stdin says what to do for how long, each line on stdout how much was done.
import { createInterface } from "node:readline";
import { loadCandidate } from "../lib/candidate-files.mjs";
import { collectYoung } from "../lib/collect-young.mjs";
import { fill, storeContestant } from "../lib/store-contestant.mjs";

/** @param {unknown} answer */
const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);

const [, , file = "", url = ""] = process.argv;
const candidate = await loadCandidate(file);
const store = await candidate.open(url);
const { name, kind, window } = storeContestant(candidate, store);
for await (const line of createInterface({ input: process.stdin })) {
  const { sizes = [], cell, milliseconds } = JSON.parse(line);
  for (const size of sizes) await fill(store, size);
  collectYoung();
  say(cell === undefined ? { name, kind } : await window(cell, milliseconds));
}
await store.close();
