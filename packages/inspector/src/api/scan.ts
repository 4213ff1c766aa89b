import { performance } from "node:perf_hooks";
import type { Connection, Reply } from "@coffer/cache-core";
import type { OpenClient } from "../diagnosis/servers.js";
import { HttpFault } from "../server/http-fault.js";

/** The minimum number of keys that a request collects, unless its time is over before. */
const ENOUGH = 1000;
/** Milliseconds. */
const TIME = 100;
const COUNT = 1000;

/** Some of the keys of a cache, and the cursor. */
export interface ScanStep {
  readonly connection: Connection;
  readonly found: readonly Buffer[];
  /** Undefined: there are no more. */
  readonly cursor: string | undefined;
}

/**
 * Continues a scan over all servers of a cache that have keys, for a short time: the caller continues with the
 * cursor, or stops by not calling again.
 * @param cursor the index of the server, the generation of its connection and the server's cursor.
 * @throws HttpFault (409) if a server was reconnected, which invalidates its cursor.
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
  if (server === undefined) throw new HttpFault(409, "the servers have changed: start the list again");
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
      throw new HttpFault(409, "the connection to a server was lost: start the list again");
    }
    generation = current;
    cursor = String(next);
    for (const redisKey of page) if (wanted(redisKey)) found.push(redisKey);
  } while (cursor !== "0" && found.length < ENOUGH && performance.now() - started < TIME);
  if (cursor !== "0") return { connection, found, cursor: `${index}-${generation}-${cursor}` };
  const following = Number(index) + 1;
  return { connection, found, cursor: following < primaries.length ? `${following}--0` : undefined };
}
