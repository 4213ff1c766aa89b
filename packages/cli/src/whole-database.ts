import { eachPrimary, type OpenClient, scanPages } from "@coffer/inspector/diagnosis";
import type { Deletion } from "./deletion.js";

/** Every key of the database, page by page: FLUSHDB would show no progress and could not be stopped. */
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
          // One key per command, since a cluster accepts no keys of different slots in one; all in one round trip.
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
