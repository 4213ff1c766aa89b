import { fork } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** The most megabytes of JavaScript memory for reading values of a megabyte. */
const HEAP = 512;

/**
 * @typedef {{ readonly number: number, readonly reason: string }} Failure
 * @typedef {Record<string, Record<string, number>>} Counts
 */

/**
 * Runs cases in child processes. One that hangs or dies counts as a failure of its case; another process continues
 * with the next.
 * @param {{ seed: number, runs: number, patience: number, worker?: URL, maxFailures?: number }} plan `patience`:
 * milliseconds for a case
 * @returns {Promise<{ counts: Counts, failures: Failure[] }>}
 */
export async function watch({
  seed,
  runs,
  patience,
  worker = new URL("../worker.mjs", import.meta.url),
  maxFailures = 10,
}) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "coffer-fuzz-"));
  const file = path.join(folder, "at");
  /** @type {Counts} */
  const counts = {};
  /** @type {Failure[]} */
  const failures = [];
  try {
    let from = 0;
    while (from < runs && failures.length < maxFailures) {
      const reached = await runFrom(from);
      if (reached === undefined) break;
      failures.push(reached);
      from = reached.number + 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { counts, failures };

  /**
   * Resolves to the failure, or undefined at the end. @param {number} from @returns {Promise<Failure | undefined>}
   */
  function runFrom(from) {
    return new Promise((resolve) => {
      const args = [seed, from, runs].map(String);
      const child = fork(worker, [...args, file], {
        execArgv: [`--max-old-space-size=${HEAP}`],
        stdio: ["ignore", "ignore", "pipe", "ipc"],
      });
      let isDone = false;
      let complaint = "";
      let before = -1;
      const watchdog = setInterval(() => {
        const number = readPlace(file);
        if (number === before) {
          complaint = `it did not end within ${patience} ms`;
          child.kill("SIGKILL");
        }
        before = number;
      }, patience);
      child.stderr?.on("data", (chunk) => {
        complaint = `${complaint}${chunk}`.slice(-2000);
      });
      child.on("message", (/** @type {{ failure?: Failure, counts?: Counts }} */ message) => {
        if (message.failure !== undefined) failures.push(message.failure);
        if (message.counts !== undefined) {
          isDone = true;
          add(counts, message.counts);
        }
      });
      child.on("close", (status, signal) => {
        clearInterval(watchdog);
        if (isDone) resolve(undefined);
        else
          resolve({
            number: Math.max(from, readPlace(file)),
            reason: `its process ended with ${signal ?? status}: ${complaint}`,
          });
      });
    });
  }
}

/** @param {string} file */
function readPlace(file) {
  const place = Buffer.alloc(8);
  try {
    const descriptor = openSync(file, "r");
    const read = readSync(descriptor, place, 0, 8, 0);
    closeSync(descriptor);
    return read === 8 ? place.readDoubleLE() : -1;
  } catch {
    return -1;
  }
}

/** @param {Counts} all @param {Counts} more */
function add(all, more) {
  for (const [name, own] of Object.entries(more)) {
    const sum = all[name] ?? {};
    all[name] = sum;
    for (const [what, count] of Object.entries(own)) sum[what] = (sum[what] ?? 0) + count;
  }
}
