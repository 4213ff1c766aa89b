import type { Shard } from "./shard.js";

export const SLOTS = 16_384;

/** Which nodes serve which slots. Immutable: a newer map replaces it. */
export class SlotMap {
  readonly #shards: readonly Shard[];
  /** By slot, one more than the index of its shard; 0: no node serves it. Numbers, since it is copied in the middle of a failover. */
  readonly #shardNumbers: Uint16Array;
  #masters: readonly string[] | undefined;
  #addresses: ReadonlySet<string> | undefined;

  private constructor(shards: readonly Shard[], shardNumbers: Uint16Array) {
    this.#shards = shards;
    this.#shardNumbers = shardNumbers;
  }

  /** @param bySlot the same object for all slots of a shard, undefined for a slot that no node serves. */
  static of(bySlot: readonly (Shard | undefined)[]): SlotMap {
    const numberOf = new Map<Shard, number>();
    const shardNumbers = new Uint16Array(SLOTS);
    let before: Shard | undefined;
    let number = 0;
    for (let slot = 0; slot < bySlot.length; slot++) {
      const shard = bySlot[slot];
      if (shard === undefined) continue;
      // Most slots have the same shard as the one before.
      if (shard !== before) {
        number = numberOf.get(shard) ?? numberOf.size + 1;
        numberOf.set(shard, number);
        before = shard;
      }
      shardNumbers[slot] = number;
    }
    return new SlotMap([...numberOf.keys()], shardNumbers);
  }

  get masters(): readonly string[] {
    this.#masters ??= [...new Set(this.#used().map(({ master }) => master))];
    return this.#masters;
  }

  get replicas(): readonly string[] {
    return [...new Set(this.#used().flatMap(({ replicas }) => replicas))];
  }

  shardOf(slot: number): Shard | undefined {
    return this.#shards[(this.#shardNumbers[slot] as number) - 1];
  }

  /** Whether this node is the primary or a replica of any slot. */
  has(address: string): boolean {
    this.#addresses ??= new Set(this.#used().flatMap(({ master, replicas }) => [master, ...replicas]));
    return this.#addresses.has(address);
  }

  /** A copy with other primaries for some slots. */
  withMasters(masters: ReadonlyMap<number, string>): SlotMap {
    const shards = [...this.#shards];
    const shardNumbers = this.#shardNumbers.slice();
    const numberOf = new Map<string, number>();
    for (const [index, { master }] of shards.entries()) numberOf.set(master, index + 1);
    for (const [slot, master] of masters) {
      const number = numberOf.get(master) ?? shards.push({ master, replicas: [] });
      numberOf.set(master, number);
      shardNumbers[slot] = number;
    }
    return new SlotMap(shards, shardNumbers);
  }

  /**
   * The slots with another primary in the next map, by their primary in this one.
   * @param among the slots to compare; left out: all.
   */
  movedBy(next: SlotMap, among: Iterable<number> = this.#shardNumbers.keys()): Map<string, number[]> {
    const moved = new Map<string, number[]>();
    for (const slot of among) {
      const master = this.shardOf(slot)?.master;
      if (master === undefined || master === next.shardOf(slot)?.master) continue;
      const slots = moved.get(master);
      if (slots === undefined) moved.set(master, [slot]);
      else slots.push(slot);
    }
    return moved;
  }

  /** The shards that still have slots. */
  #used(): Shard[] {
    const isUsed = new Uint8Array(this.#shards.length + 1);
    for (const number of this.#shardNumbers) isUsed[number] = 1;
    return this.#shards.filter((_, index) => isUsed[index + 1] === 1);
  }
}
