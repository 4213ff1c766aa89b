// One of several processes that request the same cold key at once: cold-load.mjs <file of loaders> <URL>. Prints
// "ready", waits for a line, and prints how many loads it has run.
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

const CALLERS = 50;
const [file = "", url = ""] = process.argv.slice(2);
const { default: candidate } = await import(`../loaders/${file}.mjs`);
const cache = await candidate.open(url);
await cache.load("warm", async () => 1, 60);
console.log("ready");
await once(process.stdin, "data");
let loads = 0;
const load = async () => {
  loads += 1;
  await sleep(300);
  return { loaded: true };
};
await Promise.all(Array.from({ length: CALLERS }, () => cache.load("cold", load, 60)));
console.log(String(loads));
process.exit();
