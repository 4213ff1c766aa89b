import { setImmediate } from "node:timers";
import type { Shard } from "./shard.js";

/** Which replica of a shard is read from: a random one, the same for all reads of a turn of the event loop, so that they share a trip. */
export class ReplicaChoice {
  readonly #isSuspect: (address: string) => boolean;
  #draw: number | undefined;

  /** @param isSuspect whether something is wrong with a node. */
  constructor(isSuspect: (address: string) => boolean) {
    this.#isSuspect = isSuspect;
  }

  /** The master's address where there is no replica that is well. */
  of({ master, replicas }: Shard): string {
    const well = replicas.filter((replica) => !this.#isSuspect(replica));
    return well[Math.floor(this.#drawOfTurn() * well.length)] ?? master;
  }

  #drawOfTurn(): number {
    if (this.#draw === undefined) {
      this.#draw = Math.random();
      setImmediate(() => {
        this.#draw = undefined;
      });
    }
    return this.#draw;
  }
}
