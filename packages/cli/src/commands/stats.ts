import { type Cache, type ServerInfo, withoutCredentials } from "@coffer/cache-core";
import type { Command } from "commander";
import { cachesCommand } from "../cache-command.js";
import { EXIT } from "../errors.js";
import { bytes, type Info, numberIn, readInfo } from "../info.js";
import { note, print, table } from "../output.js";
import { eachServer, openClientOf } from "../servers.js";
import { type CommonOptions, pickAll, withCaches } from "../with-cache.js";

interface Figures {
  readonly version: string;
  readonly role: string;
  readonly uptimeSeconds: number;
  readonly keys: number;
  readonly usedBytes: number;
  /** 0: no limit. */
  readonly maxBytes: number;
  readonly policy: string;
  /** Of the server's reads, since it started; `null` before the first. */
  readonly hitRate: number | null;
  readonly evicted: number;
  readonly commandsPerSecond: number;
  readonly clients: number;
}

type Row = { readonly cache: string; readonly server: string } & (Figures | { readonly error: string });

export function statsCommand(): Command {
  return cachesCommand("stats")
    .description("print what the servers of each cache say of themselves")
    .action((options: CommonOptions) =>
      withCaches(options, async (caches) => {
        const rows = await readRows(pickAll(caches, options));
        for (const row of rows) {
          if (!("error" in row)) continue;
          note(`${row.server}: ${row.error}`);
          process.exitCode = EXIT.failure;
        }
        print(options.json, rows, options.json ? "" : await show(rows));
      }),
    );
}

async function readRows(caches: readonly Cache[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const cache of caches) {
    const { alias } = cache;
    const client = openClientOf(cache);
    if (client === undefined) {
      rows.push({ cache: alias, server: "?", error: "its client does not say which servers it uses" });
      continue;
    }
    try {
      rows.push(...(await eachServer(client, (server) => readRow(alias, server))));
    } catch (error) {
      // A cluster of which no node answers.
      const server = client.context.servers.map(withoutCredentials).join(", ");
      rows.push({ cache: alias, server, error: (error as Error).message });
    }
  }
  return rows;
}

async function readRow(cache: string, { url, connection }: ServerInfo): Promise<Row> {
  try {
    const [info, keys] = await Promise.all([readInfo(connection), connection.send("DBSIZE", [])]);
    return { cache, server: url, ...figures(info, Number(keys)) };
  } catch (error) {
    return { cache, server: url, error: (error as Error).message };
  }
}

function figures(info: Info, keys: number): Figures {
  const hits = numberIn(info, "keyspace_hits");
  const reads = hits + numberIn(info, "keyspace_misses");
  return {
    version: info.get("redis_version") ?? "?",
    role: info.get("role") ?? "?",
    uptimeSeconds: numberIn(info, "uptime_in_seconds"),
    keys,
    usedBytes: numberIn(info, "used_memory"),
    maxBytes: numberIn(info, "maxmemory"),
    policy: info.get("maxmemory_policy") ?? "?",
    hitRate: reads === 0 ? null : hits / reads,
    evicted: numberIn(info, "evicted_keys"),
    commandsPerSecond: numberIn(info, "instantaneous_ops_per_sec"),
    clients: numberIn(info, "connected_clients"),
  };
}

function show(rows: readonly Row[]): Promise<string> {
  const head = "CACHE SERVER REDIS ROLE KEYS MEMORY POLICY HITS EVICTED OPS/S CLIENTS".split(" ");
  return table(
    head,
    rows.map((row) => [row.cache, row.server, ...("error" in row ? ["does not answer"] : cells(row))]),
  );
}

function cells(figures: Figures): string[] {
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
