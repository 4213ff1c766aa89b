import type { Connection } from "@coffer/cache-core";
import type { SlotMap } from "./slot-map.js";

/** What `followMoves` needs to know of a cluster. */
export interface MovesSettings {
  /** Finds out who has what as of now. */
  look(): Promise<SlotMap>;
  node(address: string): Connection;
}

/** In a node's line about itself, a slot that it is getting. */
const IMPORTING = /\[\d+-<-/;

/** See `ClusterConnection.followMoves`. */
export function followMoves(start: SlotMap, { look, node }: MovesSettings): () => Promise<readonly string[]> {
  let before = start;
  const known = new Set<string>();
  return async () => {
    const now = await look();
    const gained = new Set<string>();
    for (const slot of [...before.movedBy(now).values()].flat()) {
      const master = now.shardOf(slot)?.master;
      if (master !== undefined) gained.add(master);
    }
    before = now;
    const importing = await Promise.all(
      now.masters.map(async (master) => ((await isImporting(node(master))) ? [master] : [])),
    );
    // A slot that goes on moving would never let this end; what arrives after the second look had been at its old place until then.
    for (const master of importing.flat()) if (!known.has(master)) gained.add(master);
    for (const master of gained) known.add(master);
    return [...gained];
  };
}

async function isImporting(node: Connection): Promise<boolean> {
  const lines = String(await node.send("CLUSTER", ["NODES"])).split("\n");
  return lines.some((line) => line.includes("myself") && IMPORTING.test(line));
}
