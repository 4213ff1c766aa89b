import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { short, table } from "../lib/format.mjs";
import { summarize } from "../lib/statistics.mjs";

/** @typedef {import("@coffer-internal/servers").RedisServer} RedisServer */
/** @typedef {{ seconds: number, megabytes: number, keys: number, unlinks: number }} Sample */

const CHILD = fileURLToPath(new URL("../children/many-keys.mjs", import.meta.url));
const AT_ONCE = 10_000;
const run = promisify(execFile);

/** @param {RedisServer} server @param {number} keys */
async function fill(server, keys) {
  await server.command("FLUSHALL");
  const script =
    "for i = ARGV[1], ARGV[2] do redis.call('SET', 'bench:1:user:' .. i, '{\"id\":' .. i .. '}') end";
  for (let from = 0; from < keys; from += AT_ONCE) {
    await server.command("EVAL", script, 0, from, Math.min(from + AT_ONCE, keys) - 1);
  }
}

/** @type {(command: string) => (server: RedisServer) => Promise<Omit<Sample, "unlinks">>} */
const byCoffer = (command) => async (server) => {
  const { stdout } = await run(process.execPath, [CHILD, server.url(), command]);
  return JSON.parse(stdout);
};

/** @type {(server: RedisServer) => Promise<Omit<Sample, "unlinks">>} */
const byShell = async (server) => {
  const cli = `redis-cli -h ${server.host} -p ${server.port}`;
  const start = performance.now();
  await run("sh", ["-c", `${cli} --scan --pattern 'bench:1:user:*' | xargs ${cli} unlink > /dev/null`]);
  return { seconds: (performance.now() - start) / 1000, megabytes: Number.NaN, keys: 0 };
};

const WAYS = [
  { name: "deletePattern", empties: true, run: byCoffer("deletePattern") },
  { name: "redis-cli --scan \\| xargs unlink", empties: true, run: byShell },
  { name: "clear, with a KEY_PREFIX", empties: true, run: byCoffer("clear") },
  { name: "iterKeys", empties: false, run: byCoffer("iterKeys") },
];

/**
 * @param {RedisServer} server
 * @param {import("../contract.d.ts").Options} options
 * @returns {Promise<import("../contract.d.ts").Report>}
 */
export async function measureKeys(server, { keys, quick }) {
  /** @type {Map<string, Sample[]>} */
  const samples = new Map(WAYS.map(({ name }) => [name, []]));
  for (let round = 0; round < (quick ? 1 : 3); round += 1) {
    for (const { name, empties, run } of WAYS) {
      await fill(server, keys);
      await server.command("CONFIG", "RESETSTAT");
      const sample = await run(server);
      const left = Number(await server.command("DBSIZE"));
      if (left !== (empties ? 0 : keys)) throw new Error(`${name} has left ${left} keys`);
      const { cmdstat_unlink = "calls=0" } = await server.info("commandstats");
      samples.get(name)?.push({ ...sample, unlinks: Number(/calls=(\d+)/.exec(cmdstat_unlink)?.[1]) });
    }
  }
  await server.command("FLUSHALL");
  /** @type {Record<string, number>} */
  const figures = {};
  const rows = [];
  for (const [name, some] of samples) {
    const seconds = summarize(some.map(({ seconds }) => seconds)).median;
    const megabytes = Math.max(...some.map(({ megabytes }) => megabytes));
    const unlinks = summarize(some.map(({ unlinks }) => unlinks)).median;
    rows.push([name, seconds.toFixed(2), short(megabytes), unlinks > 0 ? short(keys / unlinks) : ""]);
    figures[`keys ${name} megabytes`] = megabytes;
    figures[`keys ${name} per UNLINK`] = keys / unlinks;
  }
  const head = ["", "seconds", "MB more at the peak", "keys per UNLINK"];
  return { markdown: [`## ${keys.toLocaleString("en")} keys`, table(head, rows)].join("\n\n"), figures };
}
