import { SlotSet } from "./slot-set.js";

/** The slots that a primary claims in its own CLUSTER NODES. */
export interface SlotClaims {
  readonly owned: SlotSet;
  /** Slots that are being migrated to it. It may already have some of their keys. */
  readonly importing: ReadonlySet<number>;
  /** The nodes to which its slots are being migrated. */
  readonly migrationTargets: readonly string[];
}

/**
 * Reads a node's reply to CLUSTER NODES. Only the line of the node itself is up to date, since what it knows of others comes by gossip.
 * @param addressOf returns the address to connect to for the one in the line of a node.
 */
export function readSlotClaims(reply: string, addressOf: (announced: string) => string): SlotClaims {
  const nodes = reply.split("\n").map((line) => line.split(" "));
  const myself = nodes.find(([, , flags = ""]) => flags.includes("myself")) ?? [];
  const owned = new SlotSet();
  const importing = new Set<number>();
  const migrationTargets: string[] = [];
  for (const slots of myself.slice(8)) {
    const [, moving, direction, other] = /^\[(\d+)-([<>])-(\w+)\]$/.exec(slots) ?? [];
    if (moving === undefined) {
      const [first = 0, last = first] = slots.split("-").map(Number);
      owned.addRange(first, last);
    } else if (direction === "<") {
      importing.add(Number(moving));
    } else {
      const [, address = ""] = nodes.find(([id]) => id === other) ?? [];
      migrationTargets.push(addressOf(address));
    }
  }
  return { owned, importing, migrationTargets };
}
