import { fileURLToPath } from "node:url";
import { startChild } from "./child.mjs";
import { KINDS, NEAR_KEYS } from "./near-values.mjs";
import { MANY } from "./objects.mjs";

/** @typedef {import("@coffer-internal/servers").RedisServer} RedisServer */

const CHILD = fileURLToPath(new URL("../children/near.mjs", import.meta.url));
/** How often all values are read until they are in memory: a write is reported to its own process, too. */
const ATTEMPTS = 50;
/** More writes than the layer near remembers. */
const REMEMBERED = 10_000;

/**
 * A candidate in its own process.
 *
 * @param {string} file of `near`
 * @param {string} url
 */
export async function nearChild(file, url) {
  const { ask, close: end } = startChild(process.execPath, ["--expose-gc", CHILD, file, url]);
  /** @type {(task: string, given?: object) => Promise<any>} */
  const run = (task, given = {}) => ask({ task, ...given });
  /** @type {Pick<import("../contract.d.ts").NearCandidate, "name" | "keeps" | "hears">} */
  const { name, keeps, hears } = await run("hello");
  /** Disconnects from Redis, which must be running until then, and ends. */
  const close = () => run("close").finally(end);
  return { name, keeps, hears, run, close };
}

/** @typedef {Awaited<ReturnType<typeof nearChild>>} NearChild */

/**
 * Loads all values into the memory of a candidate, and returns how many bytes each takes there, by kind.
 *
 * @param {RedisServer} server
 * @param {NearChild} child
 * @param {NearChild} writer
 */
export async function fillMemory(server, child, writer) {
  // The records of writes do not count as memory of values.
  await writer.run("writeMany", { count: REMEMBERED, callers: MANY });
  /** @type {number[]} */
  const bytes = [];
  // Nor do the code and the buffers of the first calls.
  for (const kind of ["warm", ...KINDS]) {
    const before = await child.run("memory");
    await child.run("fill", { kind });
    if (child.keeps) await readUntilKept(server, child, kind);
    bytes.push(((await child.run("memory")) - before) / NEAR_KEYS);
  }
  return bytes.slice(1);
}

/** @param {RedisServer} server @param {NearChild} child @param {string} kind */
async function readUntilKept(server, child, kind) {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = await commands(server);
    await child.run("read", { kind });
    // Some send heartbeats.
    if ((await commands(server)) - before < NEAR_KEYS / 10) return;
  }
  throw new Error(`${child.name} reads ${kind} values from Redis`);
}

/** @param {RedisServer} server */
async function commands(server) {
  return Number((await server.info("stats")).total_commands_processed);
}
