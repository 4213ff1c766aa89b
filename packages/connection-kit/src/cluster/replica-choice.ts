import { setImmediate } from "node:timers";
import type { Shard } from "./shard.js";

/** Chooses the replica of a shard that is read from: a random one, the same for all reads of a turn, so that they share a round trip. */
export class ReplicaChoice {
  readonly #isSuspect: (address: string) => boolean;
  #random: number | undefined;

  /** @param isSuspect whether a node has failed recently. */
  constructor(isSuspect: (address: string) => boolean) {
    this.#isSuspect = isSuspect;
  }

  /** The primary's address if every replica has failed recently. */
  of({ master, replicas }: Shard): string {
    const healthy = replicas.filter((replica) => !this.#isSuspect(replica));
    return healthy[Math.floor(this.#randomOfTurn() * healthy.length)] ?? master;
  }

  #randomOfTurn(): number {
    if (this.#random === undefined) {
      this.#random = Math.random();
      setImmediate(() => {
        this.#random = undefined;
      });
    }
    return this.#random;
  }
}
