// The cost of a change: this checkout next to another built one, in turn, in one run. npm run bench:against --
// ../before --only get,set --callers 1,128
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { startServer } from "@coffer-internal/servers";
import { cellsOf } from "./lib/cells.mjs";
import { spread, table } from "./lib/format.mjs";
import { interleave } from "./lib/interleave.mjs";
import { nodeContestant } from "./lib/node-contestant.mjs";
import { readOptions } from "./lib/read-options.mjs";
import { cpuPerCall, ratioOf, summarize } from "./lib/statistics.mjs";

const run = promisify(execFile);
const [other, ...args] = process.argv.slice(2);
if (other === undefined || other.startsWith("-"))
  throw new Error("Name the folder of the other checkout first: npm run bench:against -- ../before");
const options = readOptions(args);
const [candidate = "coffer"] = options.candidates;

const here = new URL("./", import.meta.url);
const there = new URL("bench/", pathToFileURL(`${resolve(process.env.INIT_CWD ?? "", other)}/`));
/** The other one twice: the difference between the two is the machine's noise. */
const sides = [
  { name: "after", folder: here },
  { name: "before", folder: there },
  { name: "before, again", folder: there },
];

/** Fresh processes in turn, to the first answer. @param {string} url */
async function coldRatio(url) {
  /** @type {number[]} */
  const ratios = [];
  for (let round = 0; round < options.rounds; round += 1) {
    const took = [];
    for (const { folder } of sides.slice(0, 2)) {
      const child = new URL("children/cold-start.mjs", folder);
      const { stdout } = await run(process.execPath, [child.pathname, `../candidates/${candidate}.mjs`, url]);
      const { imported, answered } = JSON.parse(stdout);
      took.push(imported + answered);
    }
    const [after = Number.NaN, before = Number.NaN] = took;
    ratios.push(after / before);
  }
  return summarize(ratios);
}

const server = await startServer();
const opened = [];
try {
  for (const [database, { name, folder }] of sides.entries()) {
    const child = await nodeContestant(candidate, server.url(database), ["small", "large"], folder);
    opened.push({ ...child, contestant: { ...child.contestant, name } });
  }
  const contestants = opened.map(({ contestant }) => contestant);
  const rows = [];
  for (const cell of cellsOf(options)) {
    const rounds = await interleave(contestants, cell, options);
    const row = [
      `${cell.operation}, ${cell.size}, ${cell.callers}`,
      spread(ratioOf(rounds, "after", "before", cpuPerCall)),
      spread(ratioOf(rounds, "before, again", "before", cpuPerCall)),
      spread(ratioOf(rounds, "after", "before")),
      spread(ratioOf(rounds, "before, again", "before")),
    ];
    console.error(row.join("   "));
    rows.push(row);
  }
  const head = ["", "CPU per call", "the same twice", "calls per second", "the same twice"];
  console.log(`\n${table(head, rows)}\n`);
  console.log(`Fresh process to the first answer, after / before: ${spread(await coldRatio(server.url(0)))}`);
} finally {
  for (const { close } of opened) close();
  await server.stop();
}
