/** What a master says of its own slots. */
export interface SlotClaims {
  readonly owned: ReadonlySet<number>;
  /** Slots that it is getting, some keys of which it has already. */
  readonly importing: ReadonlySet<number>;
  /** The nodes that are getting slots from it. */
  readonly heirs: readonly string[];
}

/**
 * Reads a node's reply to CLUSTER NODES. Only what it says of itself is certain, since news of others travel by gossip.
 * @param addressOf where another node can be reached, by the address that its line has.
 */
export function readSlotClaims(reply: string, addressOf: (said: string) => string): SlotClaims {
  const nodes = reply.split("\n").map((line) => line.split(" "));
  const myself = nodes.find(([, , flags = ""]) => flags.includes("myself")) ?? [];
  const owned = new Set<number>();
  const importing = new Set<number>();
  const heirs: string[] = [];
  for (const slots of myself.slice(8)) {
    const [, moving, direction, other] = /^\[(\d+)-([<>])-(\w+)\]$/.exec(slots) ?? [];
    if (moving === undefined) {
      const [first = 0, last = first] = slots.split("-").map(Number);
      for (let slot = first; slot <= last; slot++) owned.add(slot);
    } else if (direction === "<") {
      importing.add(Number(moving));
    } else {
      const [, address = ""] = nodes.find(([id]) => id === other) ?? [];
      heirs.push(addressOf(address));
    }
  }
  return { owned, importing, heirs };
}
