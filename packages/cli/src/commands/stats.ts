import { bytes, readFigures, type ServerFigures, type ServerRow } from "@coffer/inspector/diagnosis";
import type { Command } from "commander";
import { cachesCommand } from "../cache-command.js";
import { EXIT } from "../errors.js";
import { note, print, table } from "../output.js";
import { type CommonOptions, pickAll, withCaches } from "../with-cache.js";

export function statsCommand(): Command {
  return cachesCommand("stats")
    .description("print statistics of the servers of each cache")
    .action((options: CommonOptions) =>
      withCaches(options, async (caches) => {
        const rows: ServerRow[] = [];
        for (const cache of pickAll(caches, options)) rows.push(...(await readFigures(cache)));
        for (const row of rows) {
          if (!("error" in row)) continue;
          note(`${row.server}: ${row.error}`);
          process.exitCode = EXIT.failure;
        }
        print(options.json, rows, options.json ? "" : await show(rows));
      }),
    );
}

function show(rows: readonly ServerRow[]): Promise<string> {
  const head = "CACHE SERVER REDIS ROLE KEYS MEMORY POLICY HITS EVICTED OPS/S CLIENTS".split(" ");
  return table(
    head,
    rows.map((row) => [row.cache, row.server, ...("error" in row ? ["does not answer"] : cells(row))]),
  );
}

function cells(figures: ServerFigures): string[] {
  const { version, role, keys, usedBytes, maxBytes, policy, hitRate, evicted, commandsPerSecond, clients } =
    figures;
  return [
    version,
    role,
    keys.toLocaleString("en"),
    `${bytes(usedBytes)} of ${maxBytes === 0 ? "any" : bytes(maxBytes)}`,
    policy,
    hitRate === null ? "-" : `${(hitRate * 100).toFixed(1)} %`,
    evicted.toLocaleString("en"),
    commandsPerSecond.toLocaleString("en"),
    String(clients),
  ];
}
