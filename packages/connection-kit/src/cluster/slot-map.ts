import type { Shard } from "./shard.js";

export const SLOTS = 16_384;

/** Who serves which slots, as of one moment. Not changed: a newer one takes its place. */
export class SlotMap {
  readonly #shards: readonly Shard[];
  /** By slot, one more than the index of its shard; 0: nobody serves it. Of numbers, since it is copied in the middle of a failover. */
  readonly #places: Uint16Array;
  #masters: readonly string[] | undefined;
  #addresses: ReadonlySet<string> | undefined;

  private constructor(shards: readonly Shard[], places: Uint16Array) {
    this.#shards = shards;
    this.#places = places;
  }

  /** @param bySlot the same object for all slots of a shard, undefined where nobody serves a slot. */
  static of(bySlot: readonly (Shard | undefined)[]): SlotMap {
    const placeOf = new Map<Shard, number>();
    const places = new Uint16Array(SLOTS);
    for (const [slot, shard] of bySlot.entries()) {
      if (shard === undefined) continue;
      const place = placeOf.get(shard) ?? placeOf.size + 1;
      placeOf.set(shard, place);
      places[slot] = place;
    }
    return new SlotMap([...placeOf.keys()], places);
  }

  get masters(): readonly string[] {
    this.#masters ??= [...new Set(this.#used().map(({ master }) => master))];
    return this.#masters;
  }

  get replicas(): readonly string[] {
    return [...new Set(this.#used().flatMap(({ replicas }) => replicas))];
  }

  shardOf(slot: number): Shard | undefined {
    return this.#shards[(this.#places[slot] as number) - 1];
  }

  /** Whether any slot is served by this node, or read from it. */
  has(address: string): boolean {
    this.#addresses ??= new Set(this.#used().flatMap(({ master, replicas }) => [master, ...replicas]));
    return this.#addresses.has(address);
  }

  /** The same with other masters for some slots. */
  withMasters(masters: ReadonlyMap<number, string>): SlotMap {
    const shards = [...this.#shards];
    const places = this.#places.slice();
    const placeOf = new Map<string, number>();
    for (const [index, { master }] of shards.entries()) placeOf.set(master, index + 1);
    for (const [slot, master] of masters) {
      const place = placeOf.get(master) ?? shards.push({ master, replicas: [] });
      placeOf.set(master, place);
      places[slot] = place;
    }
    return new SlotMap(shards, places);
  }

  /**
   * The slots whose master another map names otherwise, by the master of this one.
   * @param among the slots that are compared; left out: all.
   */
  movedBy(next: SlotMap, among: Iterable<number> = this.#places.keys()): Map<string, number[]> {
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

  /** The shards that have any slot left. */
  #used(): Shard[] {
    const places = new Set(this.#places);
    return this.#shards.filter((_, index) => places.has(index + 1));
  }
}
