import type { Reply } from "@coffer/cache-core";
import type { Server } from "./servers.js";

/** The keys of one server that match a glob, as they are in Redis, page by page. */
export async function* scanPages(connection: Server["connection"], glob: string): AsyncGenerator<Buffer[]> {
  let cursor = "0";
  do {
    const [next, page] = (await connection.send("SCAN", [cursor, "MATCH", glob, "COUNT", 1000])) as [
      Reply,
      Buffer[],
    ];
    cursor = String(next);
    if (page.length > 0) yield page;
  } while (cursor !== "0");
}
