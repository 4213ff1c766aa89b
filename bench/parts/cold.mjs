import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { CANDIDATE_FILES, loadCandidate } from "../lib/candidate-files.mjs";
import { spread, table } from "../lib/format.mjs";
import { summarize } from "../lib/statistics.mjs";

const CHILD = fileURLToPath(new URL("../children/cold-start.mjs", import.meta.url));

const run = promisify(execFile);

/**
 * Rounds of fresh processes, one after the other, in turn.
 *
 * @param {import("@coffer-internal/servers").RedisServer} server
 * @param {import("../contract.d.ts").Options} options
 * @returns {Promise<import("../contract.d.ts").Report>}
 */
export async function measureCold(server, { quick }) {
  /** @type {{ name: string, args: string[], samples: { imported: number, answered: number }[] }[]} */
  const starts = [{ name: "@coffer/cache-core alone", args: ["./core-alone.mjs"], samples: [] }];
  for (const file of CANDIDATE_FILES.filter((file) => file !== "ioredis-auto" && file !== "resp-socket")) {
    const { name } = await loadCandidate(file);
    starts.push({ name, args: [`../candidates/${file}.mjs`, server.url(15)], samples: [] });
  }
  for (let round = 0; round < (quick ? 3 : 9); round += 1) {
    for (const { args, samples } of starts) {
      const { stdout } = await run(process.execPath, [CHILD, ...args]);
      samples.push({ answered: Number.NaN, ...JSON.parse(stdout) });
    }
  }
  const rows = starts.map(({ name, samples }) => [
    name === "coffer" ? "**coffer**" : name,
    spread(summarize(samples.map(({ imported }) => imported))),
    spread(summarize(samples.map(({ answered }) => answered))),
    spread(summarize(samples.map(({ imported, answered }) => imported + answered))),
  ]);
  const head = ["milliseconds", "import", "set up, connect, first get", "together"];
  return {
    markdown: ["## From nothing to the first answer", "In a fresh process.", table(head, rows)].join("\n\n"),
    figures: {},
  };
}
