import type { Command, Reply } from "@coffer/cache-core";
import type { CommandRouter } from "./command-router.js";
import { keySlot } from "./key-slot.js";
import type { Shard } from "./shard.js";

type Outcome = Reply | Error;

export interface BatchRouterSettings {
  readonly router: CommandRouter;
  readonly readsFromReplicas: boolean;
  /** The error for a slot that no node serves. */
  unserved(what: string, slot: number): Error;
}

/** The commands of a batch for one node. */
interface Part {
  readonly shard: Shard;
  readonly positions: number[];
}

/** Splits batches by node, sends the part of each node in one write, and puts the outcomes in the order of the commands. */
export class BatchRouter {
  readonly #settings: BatchRouterSettings;

  constructor(settings: BatchRouterSettings) {
    this.#settings = settings;
  }

  /** @param address the node that the caller has chosen; reads are sent to it if it is a replica of their keys. */
  async send(address: string | undefined, commands: readonly Command[]): Promise<Outcome[]> {
    const { router, unserved } = this.#settings;
    const outcomes: Outcome[] = new Array(commands.length);
    const parts = new Map<string, Part>();
    /** The positions of commands whose slots are moving to another primary, by the promise that they wait for. */
    const waiting = new Map<Promise<unknown>, number[]>();
    const pending: Promise<void>[] = [];
    for (let position = 0; position < commands.length; position++) {
      const command = commands[position] as Command;
      const slot = command[2] ?? firstSlot(command);
      const shard = router.map?.shardOf(slot);
      const earlier = router.order.waitFor(slot);
      if (earlier !== undefined) {
        const positions = waiting.get(earlier);
        if (positions === undefined) waiting.set(earlier, [position]);
        else positions.push(position);
      } else if (shard === undefined) {
        outcomes[position] = unserved(command[0], slot);
      } else {
        const node = this.#nodeFor(shard, address);
        const part = parts.get(node);
        if (part === undefined) parts.set(node, { shard, positions: [position] });
        else part.positions.push(position);
      }
    }
    const commandsAt = (positions: readonly number[]) =>
      positions.length === commands.length
        ? commands
        : positions.map((position) => commands[position] as Command);
    const settle = (positions: readonly number[], its: readonly Outcome[]): void => {
      for (const [index, position] of positions.entries()) outcomes[position] = its[index] as Outcome;
    };
    for (const [earlier, positions] of waiting) {
      const later = earlier.then(() => this.send(address, commandsAt(positions)));
      pending.push(later.then((its) => settle(positions, its)));
    }
    for (const [node, { shard, positions }] of parts) {
      const sent =
        node === shard.master
          ? router.sendToMaster(node, commandsAt(positions))
          : router.readFromReplica(node, shard.master, commandsAt(positions));
      if (positions.length === commands.length) return sent;
      pending.push(sent.then((its) => settle(positions, its)));
    }
    await Promise.all(pending);
    return outcomes;
  }

  #nodeFor({ master, replicas }: Shard, address: string | undefined): string {
    return address !== undefined && this.#settings.readsFromReplicas && replicas.includes(address)
      ? address
      : master;
  }
}

function firstSlot([, [key]]: Command): number {
  return keySlot(Buffer.isBuffer(key) ? key : String(key));
}
