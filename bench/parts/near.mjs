import { short, spread, table } from "../lib/format.mjs";
import { interleave } from "../lib/interleave.mjs";
import { fillMemory, nearChild } from "../lib/near-contestant.mjs";
import { KINDS, NEAR_KEYS } from "../lib/near-values.mjs";
import { foreignWrites } from "../lib/near-writes.mjs";
import { cpuPerCall, ratioOf, summaryOf } from "../lib/statistics.mjs";

/** @typedef {import("@coffer-internal/servers").RedisServer} RedisServer */
/** @typedef {import("../contract.d.ts").NearCell} NearCell */
/** @typedef {import("../lib/near-contestant.mjs").NearChild} NearChild */

const FILES = [
  "coffer",
  "coffer-copy",
  "coffer-frozen",
  "bentocache",
  "cacheable",
  "cache-manager",
  "lru-cache",
];
const TITLES = { small: "100 B", large: "2 KB", text: "text of 100 B" };

/** @type {NearCell[]} */
const CELLS = KINDS.flatMap((kind) => [1, 128].map((callers) => ({ kind, callers })));

/**
 * Hits from memory: a table of calls per second and one of CPU time.
 *
 * @param {readonly NearChild[]} children
 * @param {import("../contract.d.ts").Options} options
 */
async function hits(children, options) {
  /** @type {import("../contract.d.ts").Contestant<NearCell>[]} */
  const contestants = children.map(({ name, run }) => ({
    name,
    kind: "cache",
    can: () => true,
    window: (cell, milliseconds) => run("window", { cell, milliseconds }),
  }));
  const ratios = children.map(({ name }) => [name]);
  const cpu = children.map(({ name }) => [name]);
  /** @type {Record<string, number>} */
  const figures = {};
  for (const cell of CELLS) {
    const rounds = await interleave(contestants, cell, options);
    for (const [index, { name }] of children.entries()) {
      const ratio = ratioOf(rounds, name, "coffer");
      const { median } = summaryOf(rounds, name, cpuPerCall);
      ratios[index]?.push(spread(ratio));
      cpu[index]?.push(short(median));
      figures[`near ${cell.kind} ${cell.callers} ${name} / coffer`] = ratio.median;
      figures[`near ${cell.kind} ${cell.callers} cpu ${name}`] = median;
    }
    console.error(`near: ${TITLES[cell.kind]}, ${cell.callers}`);
  }
  const head = ["", ...CELLS.map(({ kind, callers }) => `${TITLES[kind]}, ${callers}`)];
  return { figures, ratios: table(head, ratios), cpu: table(head, cpu) };
}

/**
 * @param {RedisServer} server
 * @param {import("../contract.d.ts").Options} options
 * @returns {Promise<import("../contract.d.ts").Report>}
 */
export async function measureNear(server, options) {
  const writes = options.quick ? 5_000 : 20_000;
  /** @type {NearChild[]} */
  const children = [];
  /** @type {NearChild[]} */
  const writers = [];
  try {
    const memory = [];
    const foreign = [];
    for (const [database, file] of FILES.entries()) {
      const child = await nearChild(file, server.url(database));
      children.push(child);
      const writer = await nearChild(file, server.url(database));
      writers.push(writer);
      const bytes = await fillMemory(server, child, writer);
      if (child.keeps) memory.push([child.name, ...bytes.map(short)]);
    }
    const { figures, ratios, cpu } = await hits(children, options);
    for (const [index, child] of children.entries()) {
      // It uses no Redis, and has no other writers.
      if (child.name === "lru-cache alone") continue;
      const writer = /** @type {NearChild} */ (writers[index]);
      const { seen, listener, redis } = await foreignWrites(server, child, writer, {
        rounds: options.quick ? 50 : 300,
        writes,
      });
      foreign.push([
        child.name,
        seen === undefined ? "when its copy expires" : spread(seen),
        short(listener),
        short(redis),
      ]);
      console.error(`near: writes by others, ${child.name}`);
    }
    const markdown = [
      "## Near: values in the process's memory",
      `Hits, ${NEAR_KEYS.toLocaleString("en")} values of each kind, 1 and 128 callers: calls per second, times coffer without the layer, where each is a round trip.`,
      ratios,
      "Microseconds of CPU per hit, in the calling process.",
      cpu,
      "Bytes of memory for each value, its key included.",
      table(["", ...KINDS.map((kind) => TITLES[kind])], memory),
      "Writes by another process: milliseconds until a read has the new value; microseconds of CPU that each costs the process that keeps values, and Redis, with one such process.",
      table(["", "until it is seen, ms", "CPU of the listener", "CPU of Redis"], foreign),
    ].join("\n\n");
    return { markdown, figures };
  } finally {
    // A child that has ended is already the cause of the thrown error.
    await Promise.allSettled([...children, ...writers].map(({ close }) => close()));
  }
}
