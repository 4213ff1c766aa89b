import { globTest } from "@coffer/backend-kit";
import type { Key, Reply, SetCommands, SscanOptions } from "@coffer/cache-core";
import { checkOptions, checkText } from "../calls/arguments.js";
import type { Entries } from "../client/entries.js";
import type { Lane } from "../lane/lane.js";
import { readable } from "../lane/replies.js";
import { ScannedServer } from "../lane/scanned-server.js";
import { decodeAll } from "./decode.js";
import { pageSize } from "./page-size.js";

const SSCAN: ReadonlySet<string> = new Set(["version", "match", "count"]);

/** Iterates over a set, page by page. */
export const setScans: Pick<SetCommands, "sscan" | "sscanIter"> & ThisType<Entries> = {
  async sscan<T = unknown>(key: Key, options?: SscanOptions): Promise<Set<T>> {
    const found = new Set<T>();
    for await (const member of scan<T>(this, key, options)) found.add(member);
    return found;
  },

  sscanIter<T = unknown>(key: Key, options?: SscanOptions): AsyncIterable<T> {
    return scan<T>(this, key, options);
  },
};

function scan<T>(client: Entries, key: Key, options: SscanOptions | undefined): AsyncIterable<T> {
  const { match, count } = checkOptions(options, SSCAN) ?? {};
  const redisKey = client.keyspace.make(key, options);
  const glob = checkText(match ?? "", "match");
  const matches = glob === "" ? undefined : globTest(glob);
  return members(client, redisKey, pageSize(client, count, "count"), matches);
}

/** Matches here, on the decoded members: Redis has their encoded form, which a pattern matches only by accident. */
async function* members<T>(
  client: Entries,
  redisKey: string,
  count: number,
  matches: ((text: string) => boolean) | undefined,
): AsyncIterable<T> {
  const { topology } = client;
  const group = topology.groupOf(redisKey);
  // The replica that issued the cursor.
  const lane = topology.laneFor(group, false);
  let owner: Lane | undefined;
  let server: ScannedServer | undefined;
  let cursor = "0";
  do {
    const reply = await lane.send("SSCAN", [redisKey, cursor, "COUNT", count], [redisKey], group);
    const [next, page] = reply as [Reply, Reply[]];
    await server?.check();
    // In a cluster the key may have moved to another node.
    owner ??= topology.laneFor(group, true);
    if (server !== undefined && owner !== topology.laneFor(group, true)) throw server.lost();
    if (String(next) !== "0") server ??= new ScannedServer(lane, "SSCAN");
    for (const member of readable(await decodeAll<T>(client, "sscan", redisKey, page))) {
      if (matches === undefined || (isTextual(member) && matches(String(member)))) yield member;
    }
    cursor = String(next);
  } while (cursor !== "0");
}

function isTextual(member: unknown): boolean {
  return typeof member === "string" || typeof member === "bigint" || Number.isInteger(member);
}
