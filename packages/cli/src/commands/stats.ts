import type { Caches } from "@coffer/cache-core";
import type { Command } from "commander";
import { cachesCommand } from "../cache-command.js";
import { EXIT } from "../errors.js";
import { bytes, type Info, numberIn, readInfo } from "../info.js";
import { note, print, table } from "../output.js";
import { contextOf, eachServer, type Server } from "../servers.js";
import { type CacheOptions, withCaches } from "../with-cache.js";

interface Row {
  readonly cache: string;
  readonly server: string;
  readonly error?: string;
  readonly version?: string;
  readonly role?: string;
  readonly uptimeSeconds?: number;
  readonly keys?: number;
  readonly usedBytes?: number;
  /** 0: no limit. */
  readonly maxBytes?: number;
  readonly policy?: string;
  /** Of the server's reads, since it started; `null` before the first. */
  readonly hitRate?: number | null;
  readonly evicted?: number;
  readonly commandsPerSecond?: number;
  readonly clients?: number;
}

export function statsCommand(): Command {
  return cachesCommand("stats")
    .description("print what the servers of each cache say of themselves")
    .action((options: CacheOptions) =>
      withCaches(options, async (caches) => {
        const rows = await readRows(caches);
        for (const { server, error } of rows) if (error !== undefined) note(`${server}: ${error}`);
        if (rows.some(({ error }) => error !== undefined)) process.exitCode = EXIT.failure;
        print(options.json, rows, options.json ? "" : await show(rows));
      }),
    );
}

async function readRows(caches: Caches): Promise<Row[]> {
  const rows: Row[] = [];
  for (const cache of caches.aliases) {
    const context = contextOf(caches.get(cache));
    if (context === undefined)
      rows.push({ cache, server: "?", error: "its client does not tell its servers" });
    else rows.push(...(await eachServer(context, (server) => readRow(cache, server))));
  }
  return rows;
}

async function readRow(cache: string, { where, connection }: Server): Promise<Row> {
  try {
    const [info, keys] = await Promise.all([readInfo(connection), connection.send("DBSIZE", [])]);
    return { cache, server: where, keys: Number(keys), ...figures(info) };
  } catch (error) {
    return { cache, server: where, error: (error as Error).message };
  }
}

function figures(info: Info): Omit<Row, "cache" | "server"> {
  const hits = numberIn(info, "keyspace_hits");
  const reads = hits + numberIn(info, "keyspace_misses");
  return {
    version: info.get("redis_version") ?? "?",
    role: info.get("role") ?? "?",
    uptimeSeconds: numberIn(info, "uptime_in_seconds"),
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
  const head = [
    "CACHE",
    "SERVER",
    "REDIS",
    "ROLE",
    "KEYS",
    "MEMORY",
    "POLICY",
    "HITS",
    "EVICTED",
    "OPS/S",
    "CLIENTS",
  ];
  return table(
    head,
    rows.map((row) =>
      row.error !== undefined
        ? [row.cache, row.server, "does not answer"]
        : [
            row.cache,
            row.server,
            `${row.version}`,
            `${row.role}`,
            `${row.keys?.toLocaleString("en")}`,
            `${bytes(row.usedBytes ?? 0)} of ${row.maxBytes ? bytes(row.maxBytes) : "any"}`,
            `${row.policy}`,
            typeof row.hitRate === "number" ? `${(row.hitRate * 100).toFixed(1)} %` : "-",
            `${row.evicted?.toLocaleString("en")}`,
            `${row.commandsPerSecond?.toLocaleString("en")}`,
            `${row.clients}`,
          ],
    ),
  );
}
