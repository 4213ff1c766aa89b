// Runs the soak test with a leak, and prints what the judge reports.
import { judge } from "../../dist/judge.js";
import { soak } from "../../dist/soak.js";
import { perform } from "../../dist/workload.js";

/** @type {Record<string, Partial<import("../../dist/soak.js").SoakPlan>>} */
const LEAKS = {
  "an object of every call": {
    async perform(cache, n) {
      kept.push({ n });
      return perform(cache, n);
    },
  },
  "caches that are not closed": {
    async end(caches) {
      kept.push(caches);
    },
  },
};

/** @type {unknown[]} */
const kept = [];
const leak = LEAKS[/** @type {string} */ (process.argv[2])];
const samples = await soak({ operations: 50_000, driver: "@coffer/connection-resp", perform, ...leak });
console.log(JSON.stringify(judge(samples)));
// What was leaked keeps the process alive.
process.exit();
