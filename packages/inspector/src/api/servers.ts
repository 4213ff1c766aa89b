import type { Caches } from "@coffer/cache-core";
import { readFigures, type ServerRow } from "../diagnosis/server-figures.js";

/** The statistics of the servers of all caches. */
export async function readServers(caches: Caches): Promise<{ rows: ServerRow[] }> {
  const all = await Promise.all(caches.aliases.map((alias) => readFigures(caches.get(alias))));
  return { rows: all.flat() };
}
