import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import type { Connection } from "@coffer/cache-core";
import { readSlotClaims, type SlotClaims } from "./slot-claims.js";

export interface MovesSettings {
  /** The masters as far as they are known now. */
  masters(): readonly string[];
  /** Finds out who the masters are as of now. */
  look(): Promise<void>;
  node(address: string): Connection;
  /** Where a node can be reached, by the address that another one's CLUSTER NODES has. */
  addressOf(said: string, asked: string): string;
  /** Milliseconds that a slot may be without a master. */
  readonly patience: number;
  /** The error of a slot that nobody has. */
  unserved(slot: number): Error;
}

/** Milliseconds between two looks. */
const PAUSE = 20;

type AllClaims = ReadonlyMap<string, SlotClaims>;

/**
 * See `ClusterConnection.followMoves`. It asks each master for its own slots, at first ahead of what is asked of that master next: what
 * nodes say of each other, and so what the driver finds out, comes late.
 */
export class Moves {
  readonly #settings: MovesSettings;
  #before: Promise<AllClaims>;
  /** Slots on their way, by node and slot, for which the node has been named. */
  readonly #named: Set<string> = new Set();

  constructor(settings: MovesSettings) {
    this.#settings = settings;
    this.#before = this.#claims(settings.masters());
    // Told where it is waited for.
    this.#before.catch(() => {});
  }

  /** The masters that have got, or are getting, slots since the last call. */
  async next(): Promise<readonly string[]> {
    const before = await this.#before;
    const now = await this.#claimsOfAll(slotsIn(before));
    this.#before = Promise.resolve(now);
    return [...now].flatMap(([address, claims]) => {
      const had = before.get(address)?.owned;
      const isGaining = [...claims.owned].some((slot) => !had?.has(slot));
      return this.#nameImports(address, claims) || isGaining ? [address] : [];
    });
  }

  /** A slot may take long, but what arrives after its node has been named was at the old place when that was looked through. */
  #nameImports(address: string, { importing }: SlotClaims): boolean {
    const fresh = [...importing].map((slot) => `${address} ${slot}`).filter((name) => !this.#named.has(name));
    for (const name of fresh) this.#named.add(name);
    return fresh.length > 0;
  }

  /** @param slots those that somebody must have. */
  async #claimsOfAll(slots: ReadonlySet<number>): Promise<AllClaims> {
    const { masters, look, patience, unserved } = this.#settings;
    const end = performance.now() + patience;
    for (;;) {
      const claims = await this.#claims(masters());
      const now = slotsIn(claims);
      const missing = [...slots].find((slot) => !now.has(slot));
      if (missing === undefined) return this.#withHeirs(claims);
      if (performance.now() > end) throw unserved(missing);
      // Somebody has them of whom nothing was known, and perhaps not even the node that is asked now knows.
      await look();
      await pause(PAUSE);
    }
  }

  /** A master without slots is known to nobody but to those who give it some. */
  async #withHeirs(claims: AllClaims): Promise<AllClaims> {
    const heirs = new Set([...claims.values()].flatMap((each) => each.heirs));
    const unknown = [...heirs].filter((address) => !claims.has(address));
    return new Map([...claims, ...(await this.#claims(unknown))]);
  }

  async #claims(masters: readonly string[]): Promise<AllClaims> {
    const { node, addressOf } = this.#settings;
    const all = await Promise.all(
      masters.map(async (address): Promise<[string, SlotClaims]> => {
        const reply = String(await node(address).send("CLUSTER", ["NODES"]));
        return [address, readSlotClaims(reply, (said) => addressOf(said, address))];
      }),
    );
    return new Map(all);
  }
}

function slotsIn(claims: AllClaims): Set<number> {
  return new Set([...claims.values()].flatMap(({ owned }) => [...owned]));
}
