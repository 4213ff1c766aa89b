import type { Connection, Reply } from "@coffer/cache-core";
import type { OpenClient } from "../diagnosis/servers.js";
import { type Tree, toTree } from "./tree.js";

/** How many members of a hash, a set, a sorted set or a list are shown. */
const SHOWN = 100;
/** The share of each member in what is shown for a single value: most are small. */
const PART = 4 / SHOWN;

const COUNTS: Readonly<Record<string, string>> = { hash: "HLEN", set: "SCARD", zset: "ZCARD", list: "LLEN" };

export interface Members {
  readonly total: number;
  /** The label of each: the field of a hash, the score of a sorted set, the index of a list; null in a set. */
  readonly rows: readonly { readonly name: string | null; readonly tree?: Tree; readonly fault?: string }[];
}

/**
 * The approximate size in bytes of the members to fetch, by MEMORY USAGE, which samples as many. 0 if it is not
 * available, as without the right to it.
 */
export async function bytesOfMembers(
  connection: Connection,
  redisKey: string,
  type: string,
): Promise<number> {
  const command = COUNTS[type];
  if (command === undefined) return 0;
  const [usage, count] = await connection.sendMany([
    ["MEMORY", ["USAGE", redisKey, "SAMPLES", SHOWN]],
    [command, [redisKey]],
  ]);
  const total = Number(count);
  return total > 0 ? (Number(usage) * Math.min(total, SHOWN)) / total || 0 : 0;
}

/** Some of the members of a collection. */
export async function readMembers(
  { context: { codec } }: OpenClient,
  connection: Connection,
  redisKey: string,
  type: string,
): Promise<Members> {
  const member = (data: Buffer) => codec.decodeMember(data, redisKey);
  const row = async (name: string | null, decode: () => unknown) => {
    try {
      return { name, tree: toTree(await decode(), PART) };
    } catch (error) {
      return { name, fault: (error as Error).message };
    }
  };
  const count = async () => Number(await connection.send(COUNTS[type] as string, [redisKey]));
  switch (type) {
    case "hash": {
      const flat = await firstPage(connection, "HSCAN", redisKey);
      const pairs = pairsOf(flat).slice(0, SHOWN);
      const rows = pairs.map(([field, data]) =>
        row(String(field), () => codec.decode(data, redisKey, undefined, String(field))),
      );
      return { total: await count(), rows: await Promise.all(rows) };
    }
    case "set": {
      const found = (await firstPage(connection, "SSCAN", redisKey)).slice(0, SHOWN);
      return {
        total: await count(),
        rows: await Promise.all(found.map((data) => row(null, () => member(data)))),
      };
    }
    case "zset": {
      const flat = (await connection.send("ZRANGE", [redisKey, 0, SHOWN - 1, "WITHSCORES"])) as Buffer[];
      const rows = pairsOf(flat).map(([data, score]) => row(String(score), () => member(data)));
      return { total: await count(), rows: await Promise.all(rows) };
    }
    case "list": {
      const found = (await connection.send("LRANGE", [redisKey, 0, SHOWN - 1])) as Buffer[];
      const rows = found.map((data, index) => row(String(index), () => member(data)));
      return { total: await count(), rows: await Promise.all(rows) };
    }
    default:
      return { total: 0, rows: [] };
  }
}

/** A server may return more members of a small one than requested. */
async function firstPage(connection: Connection, command: string, redisKey: string): Promise<Buffer[]> {
  const [, page] = (await connection.send(command, [redisKey, 0, "COUNT", SHOWN])) as [Reply, Buffer[]];
  return page;
}

function pairsOf(flat: readonly Buffer[]): [Buffer, Buffer][] {
  const pairs: [Buffer, Buffer][] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) pairs.push([flat[at] as Buffer, flat[at + 1] as Buffer]);
  return pairs;
}
