import { performance } from "node:perf_hooks";
import type { Connection, Reply } from "@coffer/cache-core";
import type { OpenClient } from "../diagnosis/servers.js";
import { HttpFault } from "../server/http-fault.js";

/** Keys that a request looks for at least, unless its time is over before. */
const ENOUGH = 1000;
/** Milliseconds. */
const TIME = 100;
const COUNT = 1000;

/** Some of the keys of a cache, and where to go on. */
export interface ScanStep {
  readonly connection: Connection;
  readonly found: readonly Buffer[];
  /** Undefined: that was all. */
  readonly cursor: string | undefined;
}

/**
 * Goes on with a scan over all servers of a cache that have keys, for a moment: whoever asks goes on with the cursor, or stops by not asking.
 * @param cursor the number of the server, the generation of its connection and its own cursor.
 * @throws HttpFault (409) where a server was connected to anew, and does not know the place in the scan any more.
 */
export async function scanStep(
  client: OpenClient,
  glob: string,
  given: string | null,
  wanted: (redisKey: Buffer) => boolean = () => true,
): Promise<ScanStep> {
  const primaries = (await client.servers()).filter(({ role }) => role === "primary");
  const [, index = "0", before = "", place = "0"] = /^(\d+)-(\d*)-(\d+)$/.exec(given ?? "") ?? [];
  const server = primaries[Number(index)];
  if (server === undefined) throw new HttpFault(409, "the servers have changed: begin again");
  const { connection } = server;
  const found: Buffer[] = [];
  const started = performance.now();
  let cursor = place;
  let generation = before;
  do {
    const [next, page] = (await connection.send("SCAN", [cursor, "MATCH", glob, "COUNT", COUNT])) as [
      Reply,
      Buffer[],
    ];
    const current = String(connection.generation ?? "");
    if (generation !== "" && generation !== current) {
      throw new HttpFault(409, "the connection to a server was lost: begin again");
    }
    generation = current;
    cursor = String(next);
    for (const redisKey of page) if (wanted(redisKey)) found.push(redisKey);
  } while (cursor !== "0" && found.length < ENOUGH && performance.now() - started < TIME);
  if (cursor !== "0") return { connection, found, cursor: `${index}-${generation}-${cursor}` };
  const following = Number(index) + 1;
  return { connection, found, cursor: following < primaries.length ? `${following}--0` : undefined };
}
