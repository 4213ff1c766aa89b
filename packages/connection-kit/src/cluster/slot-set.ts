import { SLOTS } from "./slot-map.js";

/** Some of a cluster's slots. A byte for each, since every scan of a cluster compares thousands of them. */
export class SlotSet {
  readonly #isIn: Uint8Array = new Uint8Array(SLOTS);

  /** @param last included. */
  addRange(first: number, last: number): void {
    this.#isIn.fill(1, first, last + 1);
  }

  addAll(other: SlotSet): void {
    for (let slot = 0; slot < SLOTS; slot++) {
      if (other.has(slot)) this.#isIn[slot] = 1;
    }
  }

  has(slot: number): boolean {
    return this.#isIn[slot] === 1;
  }

  /** The first slot of the other set that this one lacks. */
  firstMissing(other: SlotSet): number | undefined {
    for (let slot = 0; slot < SLOTS; slot++) {
      if (other.has(slot) && !this.has(slot)) return slot;
    }
    return undefined;
  }
}
