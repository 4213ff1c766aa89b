// Like worker.mjs, but case 2 is wrong, case 4 hangs, and case 6 kills the process.
import { openSync, writeSync } from "node:fs";

const [, from, to] = process.argv.slice(2, 5).map(Number);
const at = openSync(/** @type {string} */ (process.argv[5]), "w");
const place = Buffer.alloc(8);
let value = 0;
for (let number = /** @type {number} */ (from); number < /** @type {number} */ (to); number += 1) {
  place.writeDoubleLE(number);
  writeSync(at, place, 0, 8, 0);
  if (number === 2) process.send?.({ failure: { number, reason: "wrong" } });
  // Forever, like an endless loop, but without using a processor.
  else if (number === 4) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  else if (number === 6) process.abort();
  else value += 1;
}
process.send?.({ counts: { subject: { value } } }, () => process.disconnect());
