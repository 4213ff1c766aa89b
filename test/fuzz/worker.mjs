// Runs the cases from one number on. It writes the current number to a file, so that the parent knows it even if this
// process hangs or dies.
import { openSync, writeSync } from "node:fs";
import { Cases } from "./lib/cases.js";
import { judge } from "./lib/judge.js";

const [seed, from, to] = process.argv.slice(2, 5).map(Number);
const at = openSync(/** @type {string} */ (process.argv[5]), "w");
const place = Buffer.alloc(8);

/** @type {Record<string, Record<string, number>>} by subject, by outcome */
const counts = {};
const cases = await Cases.of(/** @type {number} */ (seed));
for (let number = /** @type {number} */ (from); number < /** @type {number} */ (to); number += 1) {
  place.writeDoubleLE(number);
  writeSync(at, place, 0, 8, 0);
  const { subject, bytes } = await cases.at(number);
  try {
    const what = await judge(subject.codec, bytes);
    counts[subject.name] ??= {};
    const own = /** @type {Record<string, number>} */ (counts[subject.name]);
    own[what] = (own[what] ?? 0) + 1;
  } catch (error) {
    process.send?.({ failure: { number, reason: /** @type {Error} */ (error).message } });
  }
}
process.send?.({ counts }, () => process.disconnect());
