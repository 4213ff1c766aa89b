import { cellsOf, OPERATIONS } from "../lib/cells.mjs";
import { openContestants } from "../lib/contestants.mjs";
import { short, spread, table } from "../lib/format.mjs";
import { interleave } from "../lib/interleave.mjs";
import { MANY } from "../lib/objects.mjs";
import { cpuPerCall, rate, ratioOf, summaryOf } from "../lib/statistics.mjs";

/** @typedef {import("../contract.d.ts").Cell} Cell */
/** @typedef {import("../contract.d.ts").Contestant<Cell>} Contestant */
/** @typedef {{ cell: Cell, rounds: import("../contract.d.ts").Rounds }} Measured */

const BASE = "ioredis";
const BYTES = { small: "100 B", large: "2 KB" };
const TITLES = {
  get: "get, hit",
  miss: "get, miss",
  set: "set with timeout",
  getMany: `getMany(${MANY})`,
  setMany: `setMany(${MANY})`,
  getOrSet: "getOrSet, hit",
};

/**
 * One table: a row for each contestant, a column for each number of callers.
 *
 * @param {readonly Contestant[]} contestants
 * @param {readonly Measured[]} measured
 * @param {(rounds: import("../contract.d.ts").Rounds, name: string) => string} show
 */
function tableOf(contestants, measured, show) {
  const rows = contestants.map(({ name }) => [
    name === "coffer" ? "**coffer**" : name,
    ...measured.map(({ rounds }) => (rounds.has(name) ? show(rounds, name) : "")),
  ]);
  const head = measured.map(({ cell: { callers } }) => `${callers} ${callers === 1 ? "caller" : "callers"}`);
  return table(["", ...head], rows);
}

/**
 * @param {readonly Contestant[]} contestants
 * @param {readonly Measured[]} all
 */
function markdownOf(contestants, all) {
  const groups = OPERATIONS.flatMap((operation) =>
    /** @type {const} */ (["small", "large"]).map((size) => ({
      title: `${TITLES[operation]}, ${BYTES[size]}`,
      measured: all.filter(({ cell }) => cell.operation === operation && cell.size === size),
    })),
  ).filter(({ measured }) => measured.length > 0);
  /** @type {(heading: string, show: (rounds: import("../contract.d.ts").Rounds, name: string) => string) => string} */
  const section = (heading, show) =>
    [
      `## ${heading}`,
      ...groups.map(({ title, measured }) => `### ${title}\n\n${tableOf(contestants, measured, show)}`),
    ].join("\n\n");
  return [
    section("Times plain ioredis", (rounds, name) => spread(ratioOf(rounds, name, BASE))),
    section("Calls per second", (rounds, name) => short(summaryOf(rounds, name, rate).median)),
    section("Microseconds of CPU per call, in the calling process", (rounds, name) =>
      short(summaryOf(rounds, name, cpuPerCall).median),
    ),
  ].join("\n\n");
}

/**
 * The figures for `targets` and the picture: every ratio to plain ioredis, and further comparisons.
 *
 * @param {readonly Contestant[]} contestants
 * @param {readonly Measured[]} all
 */
function figuresOf(contestants, all) {
  /** @type {Record<string, number>} */
  const figures = {};
  for (const { cell, rounds } of all) {
    const at = `${cell.operation} ${cell.size} ${cell.callers}`;
    for (const { name, kind } of contestants) {
      if (!rounds.has(name)) continue;
      figures[`${at} ${name} / ioredis`] = ratioOf(rounds, name, BASE).median;
      if (name !== "coffer" && rounds.has("coffer"))
        figures[`${at} coffer / ${kind} ${name}`] = ratioOf(rounds, "coffer", name).median;
    }
    figures[`${at} cpu coffer / auto`] = ratioOf(
      rounds,
      "coffer",
      "ioredis, auto-pipelined",
      cpuPerCall,
    ).median;
  }
  return figures;
}

/** How many rounds of a cell run one after the other, before those of the next. */
const ROUNDS_OF_A_PASS = 10;

/**
 * All cells repeatedly, with a part of their rounds each time: a disturbance of some minutes then affects a part of
 * the rounds of all cells, which their medians tolerate, and not all rounds of some.
 *
 * @param {readonly Contestant[]} contestants
 * @param {readonly Cell[]} cells
 * @param {import("../contract.d.ts").Options} options
 */
async function inPasses(contestants, cells, options) {
  const passes = Math.ceil(options.rounds / ROUNDS_OF_A_PASS);
  const rounds = Math.ceil(options.rounds / passes);
  /** @type {Measured[]} */
  const measured = cells.map((cell) => ({ cell, rounds: new Map() }));
  for (let pass = 1; pass <= passes; pass += 1) {
    for (const { cell, rounds: all } of measured) {
      const some = await interleave(contestants, cell, { ...options, rounds });
      for (const [name, samples] of some) all.set(name, [...(all.get(name) ?? []), ...samples]);
      const ratio = spread(ratioOf(all, "coffer", BASE));
      console.error(
        `${pass}/${passes} ${TITLES[cell.operation]}, ${BYTES[cell.size]}, ${cell.callers}: ${ratio}`,
      );
    }
  }
  return measured;
}

/**
 * @param {import("@coffer-internal/servers").RedisServer} server
 * @param {import("../contract.d.ts").Options} options
 * @returns {Promise<import("../contract.d.ts").Report>}
 */
export async function measureOperations(server, options) {
  const cells = cellsOf(options);
  const sizes = /** @type {import("../contract.d.ts").Size[]} */ ([
    ...new Set(["small", ...cells.map(({ size }) => size)]),
  ]);
  const { contestants, close } = await openContestants(server, sizes, options.candidates);
  try {
    // So that the first cells find the code compiled, too.
    for (const operation of OPERATIONS) {
      await interleave(contestants, { operation, size: "small", callers: 16 }, { ...options, rounds: 1 });
    }
    const measured = await inPasses(contestants, cells, options);
    return { markdown: markdownOf(contestants, measured), figures: figuresOf(contestants, measured) };
  } finally {
    close();
  }
}
