import type { Deletion } from "./deletion.js";
import { scanPages } from "./scan-pages.js";
import { eachPrimary, type OpenClient } from "./servers.js";

/** Every key that is there, whoever wrote it. Page by page, where FLUSHDB could be neither followed nor stopped. */
export function wholeDatabase(client: OpenClient): Deletion {
  return {
    async count() {
      const sizes = await eachPrimary(client, ({ connection }) => connection.send("DBSIZE", []));
      return sizes.reduce<number>((sum, size) => sum + Number(size), 0);
    },
    async remove(onProgress, signal) {
      let deleted = 0;
      await eachPrimary(client, async ({ connection }) => {
        for await (const page of scanPages(connection, "*")) {
          signal.throwIfAborted();
          // One by one, since a cluster takes no others that differ in their slots; all in one round trip.
          const replies = await connection.sendMany(page.map((key) => ["UNLINK", [key]]));
          for (const reply of replies) {
            if (reply instanceof Error) throw reply;
            deleted += Number(reply);
          }
          onProgress(deleted);
        }
      });
      return deleted;
    },
  };
}
