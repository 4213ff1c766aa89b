import { fork } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { loadCandidate } from "../lib/candidate-files.mjs";
import { short, spread, table } from "../lib/format.mjs";
import { interleave } from "../lib/interleave.mjs";
import { Walk } from "../lib/objects.mjs";
import { cpuPerCall, rate, ratioOf, summaryOf } from "../lib/statistics.mjs";
import { fill } from "../lib/store-contestant.mjs";
import { webServers } from "../lib/web-servers.mjs";

/** @typedef {{ kind: keyof typeof webServers, connections: number, gets: number }} Cell */

const CLIENTS = fileURLToPath(new URL("../children/web-clients.mjs", import.meta.url));
const FILES = ["coffer", "ioredis-auto", "ioredis"];
const BASE = "ioredis, auto-pipelined";
const TITLES = { sockets: "bare sockets", http: "HTTP" };

/** @type {Cell[]} */
const CELLS = /** @type {const} */ (["sockets", "http"]).flatMap((kind) =>
  [64, 512].flatMap((connections) => [1, 10].map((gets) => ({ kind, connections, gets }))),
);

/**
 * Requests keep arriving while the stores serve them in turn.
 *
 * @param {{ name: string, store: import("../contract.d.ts").Store }[]} stores
 * @param {Cell} cell
 * @param {import("../contract.d.ts").Options} options
 */
async function measureCell(stores, { kind, connections, gets }, options) {
  const walk = new Walk("small");
  /** @type {import("../contract.d.ts").Store | undefined} */
  let store = stores[0]?.store;
  let served = 0;
  const one = () => store?.get(walk.key());
  const work = async () => {
    await (gets === 1 ? one() : Promise.all(Array.from({ length: gets }, one)));
    served += 1;
  };
  const { request, listen } = webServers[kind];
  const { port, server } = await listen(work);
  const clients = fork(CLIENTS, [String(port), String(connections), request]);
  try {
    await sleep(300);
    const contestants = stores.map(({ name, store: its }) => ({
      name,
      kind: /** @type {const} */ ("driver"),
      can: () => true,
      window: async (/** @type {Cell} */ _cell, /** @type {number} */ milliseconds) => {
        store = its;
        // Pending requests of the previous store are answered meanwhile.
        await sleep(20);
        const before = { served, cpu: process.cpuUsage(), time: performance.now() };
        await sleep(milliseconds);
        const { user, system } = process.cpuUsage(before.cpu);
        const seconds = (performance.now() - before.time) / 1000;
        return { calls: served - before.served, seconds, cpu: user + system };
      },
    }));
    return await interleave(contestants, { kind, connections, gets }, options);
  } finally {
    // Requests may still be on their way when the stores are closed.
    store = undefined;
    clients.kill();
    server.close();
  }
}

/**
 * @param {import("@coffer-internal/servers").RedisServer} server
 * @param {import("../contract.d.ts").Options} options
 * @returns {Promise<import("../contract.d.ts").Report>}
 */
export async function measureWeb(server, options) {
  const stores = await Promise.all(
    FILES.map(async (file, database) => {
      const { name, open } = await loadCandidate(file);
      const store = await open(server.url(database));
      await fill(store, "small");
      return { name, store };
    }),
  );
  /** @type {Record<string, number>} */
  const figures = {};
  const rows = [];
  for (const cell of options.quick ? CELLS.filter(({ kind }) => kind === "sockets") : CELLS) {
    const rounds = await measureCell(stores, cell, options);
    const ratio = ratioOf(rounds, "coffer", BASE);
    const cpu = ratioOf(rounds, "coffer", BASE, cpuPerCall);
    figures[`web ${cell.kind} ${cell.connections} ${cell.gets}`] = ratio.median;
    const title = `${TITLES[cell.kind]}, ${cell.connections} connections, ${cell.gets === 1 ? "1 get" : `${cell.gets} gets`}`;
    console.error(`${title}: ${spread(ratio)}`);
    rows.push([
      title,
      spread(ratio),
      spread(cpu),
      ...FILES.map((_, index) => short(summaryOf(rounds, stores[index]?.name ?? "", rate).median)),
    ]);
  }
  for (const { store } of stores) await store.close();
  const head = [
    "",
    "times auto-pipelined",
    "CPU, times its",
    ...stores.map(({ name }) => `${name}, requests/s`),
  ];
  const text =
    "Each connection has one request at a time, and each request needs 1 or 10 small objects. The clients run in another process.";
  return {
    markdown: ["## Calls from the connections of a web server", text, table(head, rows)].join("\n\n"),
    figures,
  };
}
