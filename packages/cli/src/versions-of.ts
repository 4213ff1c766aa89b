import type { ClientContext, Reply } from "@coffer/cache-core";
import { eachServer, type Server } from "./servers.js";

/**
 * The versions in which a cache with a prefix has keys, the cache's own among them: by deleting them one after the other a cache is
 * cleared with a bar, and can be stopped. `undefined` where they cannot be told apart: without a prefix, or where a KEY_FUNCTION
 * makes the keys.
 */
export async function versionsOf(context: ClientContext): Promise<string[] | undefined> {
  const { keys } = context;
  const head = `${keys.prefix}:`;
  if (keys.prefix === "" || keys.make("k") !== `${head}${keys.version}:k`) return undefined;
  const versions = new Set([String(keys.version)]);
  const own = `${head}${keys.version}:`;
  await eachServer(context, async ({ connection }) => {
    for await (const made of scan(connection, keys.patternOfPrefix())) {
      if (!made.startsWith(own) && keys.owns(made)) {
        versions.add(made.slice(head.length, made.indexOf(":", head.length)));
      }
    }
  });
  return [...versions];
}

async function* scan(connection: Server["connection"], glob: string): AsyncGenerator<string> {
  let cursor = "0";
  do {
    const [next, page] = (await connection.send("SCAN", [cursor, "MATCH", glob, "COUNT", 1000])) as [
      Reply,
      Buffer[],
    ];
    cursor = String(next);
    for (const made of page) yield String(made);
  } while (cursor !== "0");
}
