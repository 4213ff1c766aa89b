import type { Shard } from "./topology.js";

/** Who serves which slots, as of one moment. Not changed: a newer one takes its place. */
export class SlotMap {
  readonly masters: readonly string[];
  readonly #shards: readonly (Shard | undefined)[];

  /** @param shards by slot. */
  constructor(shards: readonly (Shard | undefined)[]) {
    this.#shards = shards;
    this.masters = [...new Set(shards.flatMap((shard) => shard?.master ?? []))];
  }

  shardOf(slot: number): Shard | undefined {
    return this.#shards[slot];
  }

  /** Whether any slot is served by this node, or read from it. */
  has(address: string): boolean {
    return this.#shards.some((shard) => shard?.master === address || shard?.replicas.includes(address));
  }

  /** The same with another master for one slot. */
  withMaster(slot: number, master: string): SlotMap {
    const known = this.#shards.find((shard) => shard?.master === master);
    const shards = [...this.#shards];
    shards[slot] = known ?? { master, replicas: [] };
    return new SlotMap(shards);
  }

  /** The slots whose master another map names otherwise, by the master of this one. */
  movedBy(next: SlotMap): Map<string, number[]> {
    const moved = new Map<string, number[]>();
    for (let slot = 0; slot < this.#shards.length; slot++) {
      const master = this.#shards[slot]?.master;
      if (master === undefined || master === next.shardOf(slot)?.master) continue;
      const slots = moved.get(master);
      if (slots === undefined) moved.set(master, [slot]);
      else slots.push(slot);
    }
    return moved;
  }
}
