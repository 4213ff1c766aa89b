import { type Connection, ConnectionInterrupted, type Reply } from "@coffer/cache-core";

/**
 * The matching Redis keys of one server, page by page.
 * @throws ConnectionInterrupted if the connection was replaced meanwhile: a restarted server does not know the
 * cursor.
 */
export async function* scanPages(connection: Connection, glob: string): AsyncGenerator<Buffer[]> {
  let cursor = "0";
  let generation: number | undefined;
  do {
    const [next, page] = (await connection.send("SCAN", [cursor, "MATCH", glob, "COUNT", 1000])) as [
      Reply,
      Buffer[],
    ];
    generation ??= connection.generation;
    if (connection.generation !== generation) {
      throw new ConnectionInterrupted(
        "ERR_NO_REPLY",
        "SCAN was not finished: the connection was lost. The keys found so far are incomplete: start again",
      );
    }
    cursor = String(next);
    if (page.length > 0) yield page;
  } while (cursor !== "0");
}
