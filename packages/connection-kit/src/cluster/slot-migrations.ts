import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import type { Connection } from "@coffer/cache-core";
import { readSlotClaims, type SlotClaims } from "./slot-claims.js";
import { SlotSet } from "./slot-set.js";

export interface SlotMigrationsSettings {
  /** The primaries known now. */
  masters(): readonly string[];
  /** Looks up the primaries again. */
  refresh(): Promise<void>;
  node(address: string): Connection;
  /** Returns the address to connect to for the one in CLUSTER NODES of another node. */
  addressOf(announced: string, asked: string): string;
  /** Milliseconds that a slot may be without a primary. */
  readonly patience: number;
  /** The error for a slot that no node serves. */
  unserved(slot: number): Error;
}

/** Milliseconds between two attempts. */
const PAUSE = 20;

type AllClaims = ReadonlyMap<string, SlotClaims>;

/**
 * Implements `ClusterConnection.followMoves`. It asks each primary for its own slots, first when it is created,
 * before the caller's next command to that primary. What nodes know about each other, and therefore what drivers
 * find, lags behind.
 */
export class SlotMigrations {
  readonly #settings: SlotMigrationsSettings;
  #before: Promise<AllClaims>;
  /** Migrations whose target has been returned, as "node slot". */
  readonly #returned: Set<string> = new Set();

  constructor(settings: SlotMigrationsSettings) {
    this.#settings = settings;
    this.#before = this.#claims(settings.masters());
    // `next` rejects with it.
    this.#before.catch(() => {});
  }

  /** The primaries that have received slots, or are receiving some, since the last call. */
  async next(): Promise<readonly string[]> {
    const before = await this.#before;
    const now = await this.#claimsOfAll(slotsIn(before));
    this.#before = Promise.resolve(now);
    return [...now].flatMap(([address, claims]) => {
      const had = before.get(address)?.owned ?? new SlotSet();
      const isGaining = had.firstMissing(claims.owned) !== undefined;
      return this.#hasNewImports(address, claims) || isGaining ? [address] : [];
    });
  }

  /**
   * A migration may take long. Its target is returned once: keys that arrive later were still at the source when the
   * caller read the source.
   */
  #hasNewImports(address: string, { importing }: SlotClaims): boolean {
    const fresh = [...importing]
      .map((slot) => `${address} ${slot}`)
      .filter((name) => !this.#returned.has(name));
    for (const name of fresh) this.#returned.add(name);
    return fresh.length > 0;
  }

  /** @param slots the slots that some primary must claim. */
  async #claimsOfAll(slots: SlotSet): Promise<AllClaims> {
    const { masters, refresh, patience, unserved } = this.#settings;
    const end = performance.now() + patience;
    for (;;) {
      const claims = await this.#claims(masters());
      const missing = slotsIn(claims).firstMissing(slots);
      if (missing === undefined) return this.#withMigrationTargets(claims);
      if (performance.now() > end) throw unserved(missing);
      // They are at a primary that is not known yet, possibly not even to the node that is asked.
      await refresh();
      await pause(PAUSE);
    }
  }

  /** A primary without slots is named only by the primaries that migrate slots to it. */
  async #withMigrationTargets(claims: AllClaims): Promise<AllClaims> {
    const migrationTargets = new Set([...claims.values()].flatMap((each) => each.migrationTargets));
    const unknown = [...migrationTargets].filter((address) => !claims.has(address));
    return new Map([...claims, ...(await this.#claims(unknown))]);
  }

  async #claims(masters: readonly string[]): Promise<AllClaims> {
    const { node, addressOf } = this.#settings;
    const all = await Promise.all(
      masters.map(async (address): Promise<[string, SlotClaims]> => {
        const reply = String(await node(address).send("CLUSTER", ["NODES"]));
        return [address, readSlotClaims(reply, (announced) => addressOf(announced, address))];
      }),
    );
    return new Map(all);
  }
}

function slotsIn(claims: AllClaims): SlotSet {
  const slots = new SlotSet();
  for (const { owned } of claims.values()) slots.addAll(owned);
  return slots;
}
