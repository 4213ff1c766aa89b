import { type Cache, type Connection, type ServerInfo, withoutCredentials } from "@coffer/cache-core";
import { type Info, numberIn, readInfo } from "./info.js";
import { eachServer, openClientOf } from "./servers.js";

/** The statistics of a server: INFO and DBSIZE. */
export interface ServerFigures {
  readonly version: string;
  readonly role: string;
  readonly uptimeSeconds: number;
  readonly keys: number;
  readonly usedBytes: number;
  /** 0: no limit. */
  readonly maxBytes: number;
  readonly policy: string;
  /** Reads since it started that found a key, and those that did not. */
  readonly hits: number;
  readonly misses: number;
  /** Of the server's reads, since it started; `null` before the first. */
  readonly hitRate: number | null;
  readonly evicted: number;
  readonly commandsPerSecond: number;
  readonly clients: number;
  /** For a replica: seconds since its last contact with its primary; `null` for a primary. */
  readonly lagSeconds: number | null;
  /** For a node of a cluster: its slots, such as `0-5460`; `null` for other servers. */
  readonly slots: string | null;
}

export type ServerRow = { readonly cache: string; readonly server: string } & (
  | ServerFigures
  | { readonly error: string }
);

/** The figures of each server of a cache; for one that does not answer, its error. */
export async function readFigures(cache: Cache): Promise<ServerRow[]> {
  const { alias } = cache;
  const client = openClientOf(cache);
  if (client === undefined) {
    return [{ cache: alias, server: "?", error: "its client does not list its servers" }];
  }
  try {
    return await eachServer(client, (server) => readRow(alias, server));
  } catch (error) {
    // A cluster without a reachable node.
    const server = client.context.servers.map(withoutCredentials).join(", ");
    return [{ cache: alias, server, error: (error as Error).message }];
  }
}

async function readRow(cache: string, { url, connection }: ServerInfo): Promise<ServerRow> {
  try {
    const [info, keys] = await Promise.all([readInfo(connection), connection.send("DBSIZE", [])]);
    const slots = info.get("cluster_enabled") === "1" ? await readSlots(connection) : null;
    return { cache, server: url, ...figures(info, Number(keys), slots) };
  } catch (error) {
    return { cache, server: url, error: (error as Error).message };
  }
}

/** The slots of a node of a cluster, as `0-5460`; null if the user has no right to the command. */
async function readSlots(connection: Connection): Promise<string | null> {
  const nodes = await connection.send("CLUSTER", ["NODES"]).then(String, () => "");
  const own = nodes.split("\n").find((line) => line.includes("myself"));
  // Eight fields precede the slots. Moving slots are in brackets.
  return (
    own
      ?.trim()
      .split(" ")
      .slice(8)
      .filter((part) => !part.startsWith("["))
      .join(" ") ?? null
  );
}

function figures(info: Info, keys: number, slots: string | null): ServerFigures {
  const hits = numberIn(info, "keyspace_hits");
  const misses = numberIn(info, "keyspace_misses");
  const lag = info.get("master_last_io_seconds_ago");
  return {
    version: info.get("redis_version") ?? "?",
    role: info.get("role") ?? "?",
    uptimeSeconds: numberIn(info, "uptime_in_seconds"),
    keys,
    usedBytes: numberIn(info, "used_memory"),
    maxBytes: numberIn(info, "maxmemory"),
    policy: info.get("maxmemory_policy") ?? "?",
    hits,
    misses,
    hitRate: hits + misses === 0 ? null : hits / (hits + misses),
    evicted: numberIn(info, "evicted_keys"),
    commandsPerSecond: numberIn(info, "instantaneous_ops_per_sec"),
    clients: numberIn(info, "connected_clients"),
    lagSeconds: lag === undefined ? null : Number(lag),
    slots,
  };
}
