import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { closedLoop } from "../lib/closed-loop.mjs";
import { short, spread, table } from "../lib/format.mjs";
import { interleave } from "../lib/interleave.mjs";
import { OBJECTS_BY_SIZE, SECONDS } from "../lib/objects.mjs";
import { cpuPerCall, ratioOf, summaryOf } from "../lib/statistics.mjs";

/** @typedef {import("../contract.d.ts").LoaderCache} LoaderCache */
/** @typedef {{ operation: "load" | "tagged" | "stale" | "deleteByTag", callers: number }} Cell */

const FILES = ["coffer", "coffer-herd", "bentocache", "cacheable", "cachified", "async-cache-dedupe"];
const KEYS = 2_000;
const PROCESSES = 4;
const COLD = fileURLToPath(new URL("../children/cold-load.mjs", import.meta.url));
const TITLES = {
  load: "hit",
  tagged: "hit, with a tag",
  stale: "old value at once",
  deleteByTag: "deleteByTag, 2,000 values",
};

/** @type {Cell[]} */
const CELLS = [
  ...[1, 128].flatMap((callers) =>
    /** @type {const} */ (["load", "tagged", "stale"]).map((operation) => ({ operation, callers })),
  ),
  { operation: "deleteByTag", callers: 1 },
];

/** Stale values that cannot be reloaded: the stale value is the answer. */
const never = () => Promise.reject(new Error("the source is down"));

/**
 * Values for hits, with and without a tag, and stale ones.
 *
 * @param {LoaderCache} cache
 */
async function prepare(cache) {
  const [value] = OBJECTS_BY_SIZE.small;
  const load = async () => value;
  for (let n = 0; n < KEYS; n += 1) {
    await cache.load(`plain:${n}`, load, SECONDS);
    await cache.tagged?.(`tagged:${n}`, load, SECONDS, "common");
    await cache.stale?.(`stale:${n}`, load, 0.001);
  }
  await sleep(20);
}

/** @param {LoaderCache} cache @param {Cell} cell */
function callOf(cache, { operation }) {
  let at = 0;
  const next = () => {
    at = at + 1 === KEYS ? 0 : at + 1;
    return at;
  };
  if (operation === "load") return () => cache.load(`plain:${next()}`, never, SECONDS);
  if (operation === "tagged")
    return () =>
      /** @type {Promise<unknown>} */ (cache.tagged?.(`tagged:${next()}`, never, SECONDS, "common"));
  if (operation === "stale")
    return () => /** @type {Promise<unknown>} */ (cache.stale?.(`stale:${next()}`, never, SECONDS));
  return () => /** @type {Promise<unknown>} */ (cache.deleteByTag?.("common"));
}

/** How often several processes load one cold key. @param {string} file @param {string} url */
async function coldLoads(file, url) {
  const children = Array.from({ length: PROCESSES }, () =>
    spawn(process.execPath, [COLD, file, url], { stdio: ["pipe", "pipe", "inherit"] }),
  );
  const lines = children.map((child) => createInterface({ input: child.stdout })[Symbol.asyncIterator]());
  await Promise.all(lines.map((each) => each.next()));
  for (const child of children) child.stdin.write("go\n");
  const loads = await Promise.all(lines.map((each) => each.next()));
  return loads.reduce((sum, { value }) => sum + Number(value), 0);
}

/**
 * @param {import("@coffer-internal/servers").RedisServer} server
 * @param {import("../contract.d.ts").Options} options
 * @returns {Promise<import("../contract.d.ts").Report>}
 */
export async function measureLoading(server, options) {
  const opened = [];
  /** @type {string[][]} */
  const cold = [];
  for (const [database, file] of FILES.entries()) {
    /** @type {import("../contract.d.ts").LoaderCandidate} */
    const candidate = (await import(`../loaders/${file}.mjs`)).default;
    cold.push([candidate.name, String(await coldLoads(file, server.url(15 - database)))]);
    const cache = await candidate.open(server.url(database));
    await prepare(cache);
    opened.push({ name: candidate.name, cache });
  }
  try {
    /** @type {import("../contract.d.ts").Contestant<Cell>[]} */
    const contestants = opened.map(({ name, cache }) => ({
      name,
      kind: "cache",
      can: ({ operation }) => cache[operation] !== undefined,
      window: (cell, milliseconds) => closedLoop(callOf(cache, cell), () => {}, cell.callers, milliseconds),
    }));
    /** @type {Map<string, string[]>} */
    const cpu = new Map(opened.map(({ name }) => [name, []]));
    /** @type {Map<string, string[]>} */
    const ratios = new Map(opened.map(({ name }) => [name, []]));
    /** @type {Record<string, number>} */
    const figures = {};
    for (const cell of CELLS) {
      const rounds = await interleave(contestants, cell, options);
      for (const { name } of opened) {
        const has = rounds.has(name);
        cpu.get(name)?.push(has ? short(summaryOf(rounds, name, cpuPerCall).median) : "");
        ratios.get(name)?.push(has ? spread(ratioOf(rounds, name, "coffer")) : "");
        if (has)
          figures[`${cell.operation} ${cell.callers} ${name} / coffer`] = ratioOf(
            rounds,
            name,
            "coffer",
          ).median;
      }
      console.error(`${TITLES[cell.operation]}, ${cell.callers}`);
    }
    const head = ["", ...CELLS.map(({ operation, callers }) => `${TITLES[operation]}, ${callers}`)];
    const markdown = [
      "## Loading",
      `Calls per second, times coffer. Empty: it has no such feature.`,
      table(
        head,
        [...ratios].map(([name, row]) => [name, ...row]),
      ),
      "Microseconds of CPU per call, in the calling process.",
      table(
        head,
        [...cpu].map(([name, row]) => [name, ...row]),
      ),
      `Loads of one cold key that ${PROCESSES} processes with 50 callers each ask for at once.`,
      table(["", "loads"], cold),
    ].join("\n\n");
    return { markdown, figures };
  } finally {
    for (const { cache } of opened) await cache.close();
  }
}
