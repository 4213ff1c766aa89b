import type { CacheKey, Caches, Connection, EntryDescription } from "@coffer/cache-core";
import type { OpenClient } from "../diagnosis/servers.js";
import { HttpFault } from "../server/http-fault.js";
import { bytesOfMembers, type Members, readMembers } from "./members.js";
import { clientOf, keyOf } from "./target.js";
import { type Tree, toTree } from "./tree.js";

/** Bytes of a value that are fetched without a request for it. */
const UNASKED = 64 * 1024;
/** Bytes of a value that are fetched at all: they take the application's memory. */
const LARGEST = 8 * 1024 * 1024;
/** How many stored bytes are shown. */
const SHOWN_BYTES = 4096;

/** The entry at a key. */
export interface Entry {
  readonly key: string;
  readonly redisKey: string;
  readonly type: string;
  /** Milliseconds until Redis deletes it, null: never. */
  readonly ttl: number | null;
  /** Bytes of a string; null for other types. */
  readonly size: number | null;
  readonly serializer: string;
  readonly compressor: string | null;
  readonly cipher: string | null;
  /** Whether the value was left out until it is requested; `forbidden`: it is too large to be shown. */
  readonly value: "shown" | "ask" | "forbidden";
  readonly tree?: Tree;
  /** Why it cannot be decoded. */
  readonly fault?: string;
  /** The first stored bytes, in base64. */
  readonly stored?: string;
  readonly members?: Members;
  readonly envelope?: EntryDescription;
}

/**
 * The entry at a key, with its value if that is small, or requested by `anyway`. Does not count as a hit or a miss.
 */
export async function readEntry(caches: Caches, query: URLSearchParams): Promise<Entry> {
  const client = clientOf(caches, query);
  const key = keyOf(client, query);
  const { connection, type, ttl, size } = await locate(client, key.redisKey);
  const { SERIALIZER, COMPRESSOR, CIPHER } = client.context.options;
  const isString = type === "string";
  const anyway = query.get("anyway") === "1";
  const isAsked = anyway || (isString && size <= UNASKED);
  const fetched = isString ? size : isAsked ? await bytesOfMembers(connection, key.redisKey, type) : 0;
  const value = fetched > LARGEST ? "forbidden" : isAsked ? "shown" : "ask";
  const entry: Entry = {
    key: key.original,
    redisKey: key.redisKey,
    type,
    ttl,
    size: isString ? size : null,
    serializer: nameOf(SERIALIZER) ?? "?",
    compressor: nameOf(COMPRESSOR),
    cipher: nameOf(CIPHER),
    value,
  };
  if (value !== "shown") return entry;
  if (!isString) return { ...entry, members: await readMembers(client, connection, key.redisKey, type) };
  return { ...entry, ...(await readValue(client, connection, key)) };
}

async function readValue(
  client: OpenClient,
  connection: Connection,
  key: CacheKey,
): Promise<Pick<Entry, "tree" | "fault" | "stored" | "envelope">> {
  const [stored, envelope] = await Promise.all([
    connection.send("GET", [key.redisKey]) as Promise<Buffer | null>,
    client.describe?.(key),
  ]);
  if (stored === null) throw gone();
  const shown = { stored: stored.subarray(0, SHOWN_BYTES).toString("base64"), ...(envelope && { envelope }) };
  try {
    // The client's decoder; a client without extra stored data has none.
    const { payloadOf } = client as { payloadOf?(stored: Buffer): Buffer };
    const payload = payloadOf === undefined ? stored : payloadOf.call(client, stored);
    return { ...shown, tree: toTree(await client.context.codec.decode(payload, key.redisKey)) };
  } catch (error) {
    return { ...shown, fault: (error as Error).message };
  }
}

/** The server of a key, with its facts. */
async function locate(
  client: OpenClient,
  redisKey: string,
): Promise<{ connection: Connection; type: string; ttl: number | null; size: number }> {
  for (const { role, connection } of await client.servers()) {
    if (role !== "primary") continue;
    const [type, left, size] = await connection.sendMany([
      ["TYPE", [redisKey]],
      ["PTTL", [redisKey]],
      ["STRLEN", [redisKey]],
    ]);
    if (type instanceof Error) throw type;
    if (String(type) === "none") continue;
    return {
      connection,
      type: String(type),
      ttl: Number(left) < 0 ? null : Number(left),
      size: Number(size) || 0,
    };
  }
  throw gone();
}

function gone(): HttpFault {
  return new HttpFault(404, "there is no such key: it may have expired");
}

function nameOf(part: unknown): string | null {
  return typeof part === "function" ? part.name : null;
}
