import { isUtf8 } from "node:buffer";
import type { Caches, Command, Connection, Reply } from "@coffer/cache-core";
import type { OpenClient } from "../diagnosis/servers.js";
import { HttpFault } from "../server/http-fault.js";
import { sendAllowed } from "./allowed.js";
import { scanStep } from "./scan.js";
import { clientOf } from "./target.js";
import { withTag } from "./with-tag.js";

/** Longer keys are truncated. In characters. */
const LONGEST = 1000;

/**
 * `[key, Redis key or null, type, bytes or members, milliseconds left or null]`: a tuple, since a list may have a
 * million.
 */
export type KeyRow = readonly [
  key: string,
  redisKey: string | null,
  type: string,
  size: number,
  ttl: number | null,
];

const SIZES: Readonly<Record<string, string>> = {
  string: "STRLEN",
  list: "LLEN",
  set: "SCARD",
  zset: "ZCARD",
  hash: "HLEN",
  stream: "XLEN",
};

/** Some of the keys that match `pattern` and, if given, have `tag`; `cursor` continues the list. */
export async function listKeys(
  caches: Caches,
  query: URLSearchParams,
): Promise<{ rows: KeyRow[]; cursor: string | null }> {
  const client = clientOf(caches, query);
  const { keys } = client.context;
  if (keys.patternFault !== undefined) throw new HttpFault(501, keys.patternFault);
  const glob = keys.pattern(query.get("pattern") || "*");
  const { connection, found, cursor } = await scanStep(client, glob, query.get("cursor"));
  const tag = query.get("tag");
  const wanted = tag === null ? found : await withTag(client, connection, found, tag);
  return { rows: await rowsOf(client, connection, wanted), cursor: cursor ?? null };
}

async function rowsOf(
  client: OpenClient,
  connection: Connection,
  found: readonly Buffer[],
): Promise<KeyRow[]> {
  const { keys } = client.context;
  const types = (await ask(connection, found, "TYPE")).map((type) =>
    type instanceof Error ? "?" : String(type),
  );
  const [left, sizes] = await Promise.all([
    ask(connection, found, "PTTL"),
    ask(connection, found, (index) => SIZES[types[index] as string] ?? "EXISTS"),
  ]);
  return found.flatMap((bytes, index) => {
    const type = types[index] as string;
    // It has been deleted meanwhile.
    if (type === "none") return [];
    const ttl = Number(left[index]);
    const redisKey = isUtf8(bytes) && bytes.length <= LONGEST ? bytes.toString() : null;
    const key = redisKey === null ? shortened(bytes) : keys.reverse(redisKey);
    return [[key, redisKey, type, Number(sizes[index]) || 0, ttl < 0 ? null : ttl] as const];
  });
}

/** A key that no call of a cache can name, or a very long one: its beginning, with non-text bytes as `\xff`. */
function shortened(bytes: Buffer): string {
  const head = bytes.subarray(0, LONGEST);
  const text = isUtf8(head) ? head.toString() : head.toString("latin1").replace(/[^ -~]/g, hex);
  return bytes.length > LONGEST ? `${text}…` : text;
}

function hex(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
}

/** One command for each key, in one round trip. */
async function ask(
  connection: Connection,
  redisKeys: readonly Buffer[],
  command: string | ((index: number) => string),
): Promise<(Reply | Error)[]> {
  if (redisKeys.length === 0) return [];
  const commands = redisKeys.map(
    (key, index): Command => [typeof command === "string" ? command : command(index), [key]],
  );
  return sendAllowed(connection, commands);
}
