import type { Reply } from "@coffer/cache-core";
import type { NodeAddresses } from "./node-addresses.js";
import type { Shard } from "./shard.js";
import { SLOTS, SlotMap } from "./slot-map.js";

/**
 * Reads a reply to CLUSTER SLOTS.
 * @param asked the address of the node that replied.
 * @throws Error for anything else, and if no node has any slot.
 */
export function readSlots(reply: Reply, asked: string, addresses: NodeAddresses): SlotMap {
  const bySlot: (Shard | undefined)[] = new Array(SLOTS).fill(undefined);
  // A primary may have thousands of ranges, and is one shard.
  const shards = new Map<string, Shard>();
  for (const range of arrayIn(reply)) {
    const [first, last, ...nodes] = arrayIn(range);
    const [master, ...replicas] = nodes.map((node) => addresses.ofSlots(arrayIn(node), asked));
    if (master === undefined) continue;
    const shard = shards.get(master) ?? { master, replicas };
    shards.set(master, shard);
    bySlot.fill(shard, Number(first), Number(last) + 1);
  }
  if (shards.size === 0) throw new Error("no node has any slot");
  return SlotMap.of(bySlot);
}

function arrayIn(reply: Reply | undefined): Reply[] {
  if (Array.isArray(reply)) return reply;
  throw new Error("it replied to CLUSTER SLOTS with something else");
}
