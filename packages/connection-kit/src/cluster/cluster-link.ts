import type {
  ClusterConnection,
  Command,
  CommandArgument,
  Connection,
  Reply,
  Script,
} from "@coffer/cache-core";
import { Failures } from "../failures.js";
import { scrub } from "../scrub.js";
import { veilNative } from "../veil-native.js";
import { Delivery } from "./delivery.js";
import { Discovery } from "./discovery.js";
import { Entrance } from "./entrance.js";
import { keySlot } from "./key-slot.js";
import { Moves } from "./moves.js";
import { NativeAccess } from "./native-access.js";
import type { NativeCluster } from "./native-cluster.js";
import type { NodeAddresses } from "./node-addresses.js";
import { type ClusterRouting, NodeView } from "./node-view.js";
import { readSlots } from "./read-slots.js";
import { ReplicaChoice } from "./replica-choice.js";
import type { Shard } from "./shard.js";
import type { SlotMap } from "./slot-map.js";

type Outcome = Reply | Error;

const NONE: readonly string[] = [];

export interface ClusterSettings {
  /** The addresses of LOCATION. */
  readonly seeds: readonly string[];
  readonly addresses: NodeAddresses;
  /** Makes the driver's own cluster object, which is given nodes to begin with. */
  native(nodes: readonly string[]): NativeCluster;
  /** The cluster as messages show it. */
  readonly where: string;
  /** What no message may show. */
  readonly secrets: readonly string[];
  readonly readsFromReplicas: boolean;
  /** Milliseconds. */
  readonly socketTimeout: number;
  readonly connectTimeout: number;
  connect(address: string): Connection;
  disconnect(connection: Connection): Promise<void>;
}

/**
 * A cluster, with a connection to each of its nodes, by which it is found out who serves what, too. The driver's own cluster object is for
 * those who ask for it: it has no batches for several nodes and no deadline for one that hangs, takes names of nodes for addresses or
 * addresses for names, and what failed with its connection may be sent again.
 */
export class ClusterLink implements ClusterConnection, ClusterRouting {
  readonly #settings: ClusterSettings;
  readonly #native: NativeAccess;
  readonly #failures: Failures;
  readonly #delivery: Delivery;
  readonly #discovery: Discovery;
  readonly #replicas: ReplicaChoice = new ReplicaChoice((address) => this.#discovery.isSuspect(address));
  readonly #entrance: Entrance;
  #closing: Promise<void> | undefined;

  constructor(settings: ClusterSettings) {
    const { addresses, connectTimeout, socketTimeout } = settings;
    this.#settings = settings;
    this.#native = new NativeAccess(() => settings.native(this.#nodes()), connectTimeout);
    this.#failures = new Failures(settings);
    this.#delivery = new Delivery({
      connect: settings.connect,
      disconnect: settings.disconnect,
      doubt: (suspect) => this.#discovery.lookSoon(suspect),
      addressOf: (said, asked) => addresses.ofRedirection(said, asked),
      patience: socketTimeout,
    });
    this.#discovery = new Discovery({
      nodes: () => this.#nodes(),
      ask: (address) => this.#ask(address),
      timeout: connectTimeout,
      adopt: (found) => {
        this.#delivery.map = found;
        this.#delivery.forgetOthers();
        this.#entrance.open();
      },
      probe: async (address) => {
        if (this.#delivery.map?.has(address)) await this.#delivery.node(address).ready();
      },
    });
    this.#entrance = new Entrance({
      where: settings.where,
      failures: this.#failures,
      discovery: this.#discovery,
    });
  }

  get native(): unknown {
    return veilNative(this.#native.native, this.#settings.where);
  }

  get masters(): readonly string[] {
    return this.#delivery.map?.masters ?? NONE;
  }

  slotOf(key: string | Buffer): number {
    return keySlot(key);
  }

  nodeOf(slot: number, write: boolean): string | undefined {
    const shard = this.#delivery.map?.shardOf(slot);
    if (shard === undefined || write || !this.#settings.readsFromReplicas) return shard?.master;
    return this.#replicas.of(shard);
  }

  node(address: string): Connection {
    return this.#delivery.node(address);
  }

  async sendTo(address: string, command: string, args: readonly CommandArgument[]): Promise<Reply> {
    const work = () => this.#delivery.ask(address, [command, args]);
    return orThrow(await this.#entrance.pass(command, args, work));
  }

  at(address: string): Connection {
    return new NodeView(this, address);
  }

  followMoves(): () => Promise<readonly string[]> {
    const moves = new Moves({
      masters: () => this.masters,
      look: () => this.#entrance.pass("CLUSTER SLOTS", [], () => this.#discovery.look()),
      node: (address) => this.#delivery.node(address),
      addressOf: (said, asked) => this.#settings.addresses.ofLine(said, asked),
      patience: this.#settings.socketTimeout,
      unserved: (slot) => this.#nobodyHas("CLUSTER NODES", slot),
    });
    return () => moves.next();
  }

  send(command: string, args: readonly CommandArgument[], slot?: number): Promise<Reply> {
    return this.sendBy(undefined, command, args, slot);
  }

  sendMany(commands: readonly Command[]): Promise<(Reply | Error)[]> {
    return this.sendManyBy(undefined, commands);
  }

  async sendBy(
    address: string | undefined,
    command: string,
    args: readonly CommandArgument[],
    slot?: number,
  ): Promise<Reply> {
    const [outcome] = await this.sendManyBy(address, [[command, args, slot]]);
    return orThrow(outcome as Outcome);
  }

  sendManyBy(address: string | undefined, commands: readonly Command[]): Promise<Outcome[]> {
    const what =
      commands.length === 1 ? (commands[0]?.[0] as string) : `a batch of ${commands.length} commands`;
    return this.#entrance.pass(what, commands, () => this.#routed(address, commands));
  }

  run(
    script: Script,
    keys: readonly string[],
    args: readonly CommandArgument[],
    slot: number = keySlot(keys[0] as string),
  ): Promise<Reply> {
    const what = `the script ${script.name}`;
    const start = async (): Promise<Reply> => {
      const earlier = this.#delivery.order.waitFor(slot);
      if (earlier !== undefined) return earlier.then(start);
      const shard = this.#delivery.map?.shardOf(slot);
      if (shard === undefined) throw this.#nobodyHas(what, slot);
      return orThrow(await this.#delivery.run(shard.master, script, keys, args));
    };
    return this.#entrance.pass(what, args, start);
  }

  ready(): Promise<void> {
    return this.#entrance.pass("PING", [], async () => {
      await Promise.all(this.masters.map((master) => this.#delivery.node(master).ready()));
    });
  }

  async openNative(): Promise<unknown> {
    const { secrets } = this.#settings;
    return this.#entrance.pass("the driver's cluster object", [], async () => {
      try {
        await this.#native.open();
      } catch (error) {
        throw this.#failures.unreachable("the driver's cluster object", scrub(error, secrets));
      }
      return this.native;
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#entrance.close();
    await this.#delivery.close();
    this.#discovery.close();
    this.#native.close();
  }

  /** Each node's part of a batch in one write, all at once. */
  async #routed(address: string | undefined, commands: readonly Command[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = new Array(commands.length);
    const parts = new Map<string, { readonly shard: Shard; readonly positions: number[] }>();
    /** What waits for slots that change hands, by what it waits for. */
    const waiting = new Map<Promise<unknown>, number[]>();
    const works: Promise<void>[] = [];
    for (let position = 0; position < commands.length; position++) {
      const command = commands[position] as Command;
      const slot = command[2] ?? firstSlot(command);
      const shard = this.#delivery.map?.shardOf(slot);
      const earlier = this.#delivery.order.waitFor(slot);
      if (earlier !== undefined) {
        const positions = waiting.get(earlier);
        if (positions === undefined) waiting.set(earlier, [position]);
        else positions.push(position);
      } else if (shard === undefined) {
        outcomes[position] = this.#nobodyHas(command[0], slot);
      } else {
        const node = this.#nodeFor(shard, address);
        const part = parts.get(node);
        if (part === undefined) parts.set(node, { shard, positions: [position] });
        else part.positions.push(position);
      }
    }
    const some = (positions: readonly number[]) =>
      positions.length === commands.length
        ? commands
        : positions.map((position) => commands[position] as Command);
    const settle = (positions: readonly number[], its: readonly Outcome[]): void => {
      for (const [index, position] of positions.entries()) outcomes[position] = its[index] as Outcome;
    };
    for (const [earlier, positions] of waiting) {
      const later = earlier.then(() => this.#routed(address, some(positions)));
      works.push(later.then((its) => settle(positions, its)));
    }
    for (const [node, { shard, positions }] of parts) {
      const sent =
        node === shard.master
          ? this.#delivery.deliver(node, some(positions))
          : this.#delivery.read(node, shard.master, some(positions));
      if (positions.length === commands.length) return sent;
      works.push(sent.then((its) => settle(positions, its)));
    }
    await Promise.all(works);
    return outcomes;
  }

  /** The replica that was asked for, as long as it is one of this shard. */
  #nodeFor({ master, replicas }: Shard, address: string | undefined): string {
    return address !== undefined && this.#settings.readsFromReplicas && replicas.includes(address)
      ? address
      : master;
  }

  /** The nodes that may know the cluster: masters, in random order, then replicas; those in trouble and the seeds last. */
  #nodes(): string[] {
    const { map } = this.#delivery;
    const isSuspect = (address: string) => this.#discovery.isSuspect(address);
    const known = map === undefined ? [] : [...shuffled(map.masters), ...map.replicas];
    const all = [...known.filter((node) => !isSuspect(node)), ...known.filter(isSuspect)];
    return [...new Set([...all, ...shuffled(this.#settings.seeds)])];
  }

  async #ask(address: string): Promise<SlotMap> {
    const reply = await this.#delivery.node(address).send("CLUSTER", ["SLOTS"]);
    return readSlots(reply, address, this.#settings.addresses);
  }

  #nobodyHas(what: string, slot: number): Error {
    this.#discovery.lookSoon();
    return this.#failures.unreachable(what, new Error(`no node serves slot ${slot}`));
  }
}

function firstSlot([, [key]]: Command): number {
  return keySlot(Buffer.isBuffer(key) ? key : String(key));
}

function orThrow(outcome: Outcome): Reply {
  if (outcome instanceof Error) throw outcome;
  return outcome;
}

function shuffled(list: readonly string[]): string[] {
  return list
    .map((each) => ({ each, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ each }) => each);
}
