import type { Caches } from "@coffer/cache-core";
import { readFigures, type ServerRow } from "../diagnosis/server-figures.js";

/** What the servers of all caches say of themselves. */
export async function readServers(caches: Caches): Promise<{ rows: ServerRow[] }> {
  const all = await Promise.all(caches.aliases.map((alias) => readFigures(caches.get(alias))));
  return { rows: all.flat() };
}
