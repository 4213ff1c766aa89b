import type {
  ClusterConnection,
  Command,
  CommandArgument,
  Connection,
  Reply,
  Script,
} from "@coffer/cache-core";
import { redactOnInspect } from "@coffer/cache-core";
import { Failures } from "../errors/failures.js";
import { scrub } from "../errors/scrub.js";
import { BatchRouter } from "./batch-router.js";
import { CommandRouter } from "./command-router.js";
import { Discovery } from "./discovery.js";
import { keySlot } from "./key-slot.js";
import { NativeAccess } from "./native-access.js";
import type { NativeCluster } from "./native-cluster.js";
import type { NodeAddresses } from "./node-addresses.js";
import { NodeConnections } from "./node-connections.js";
import { type ClusterRouting, NodeView } from "./node-view.js";
import { readSlots } from "./read-slots.js";
import { ReplicaChoice } from "./replica-choice.js";
import type { SlotMap } from "./slot-map.js";
import { SlotMigrations } from "./slot-migrations.js";
import { StartupGate } from "./startup-gate.js";

type Outcome = Reply | Error;

const NONE: readonly string[] = [];

export interface ClusterSettings {
  /** The addresses of LOCATION. */
  readonly seeds: readonly string[];
  readonly addresses: NodeAddresses;
  /** Creates the driver's own cluster object from initial nodes. */
  native(nodes: readonly string[]): NativeCluster;
  /** The cluster as messages show it. */
  readonly where: string;
  /** Secrets that no message may show. */
  readonly secrets: readonly string[];
  readonly readsFromReplicas: boolean;
  /** Milliseconds. */
  readonly socketTimeout: number;
  readonly connectTimeout: number;
  connect(address: string): Connection;
  disconnect(connection: Connection): Promise<void>;
  /** Left out if the driver has no links. */
  readonly track?: ClusterConnection["track"] | undefined;
}

/**
 * A cluster, with one connection to each of its nodes, which also provide the slot map. The driver's own cluster
 * object is only returned to callers: it does not send batches to several nodes, has no deadline for a node that
 * hangs, mixes up names and addresses of nodes, and may resend commands that have been executed.
 */
export class RoutedClusterConnection implements ClusterConnection, ClusterRouting {
  readonly #settings: ClusterSettings;
  readonly #native: NativeAccess;
  readonly #failures: Failures;
  readonly #nodes: NodeConnections;
  readonly #router: CommandRouter;
  readonly #batches: BatchRouter;
  readonly #discovery: Discovery;
  readonly #replicas: ReplicaChoice = new ReplicaChoice((address) => this.#discovery.isSuspect(address));
  readonly #gate: StartupGate;
  /** Left out if the driver has no links. */
  declare readonly track?: NonNullable<ClusterConnection["track"]>;
  #closing: Promise<void> | undefined;

  constructor(settings: ClusterSettings) {
    const { addresses, connectTimeout, socketTimeout, readsFromReplicas, where } = settings;
    this.#settings = settings;
    if (settings.track !== undefined) this.track = settings.track;
    this.#native = new NativeAccess(() => settings.native(this.#nodesToAsk()), connectTimeout);
    this.#failures = new Failures(settings);
    this.#nodes = new NodeConnections(settings);
    this.#router = new CommandRouter({
      nodes: this.#nodes,
      refreshSoon: (suspect) => this.#discovery.refreshSoon(suspect),
      addressOf: (announced, asked) => addresses.ofRedirection(announced, asked),
      patience: socketTimeout,
    });
    this.#batches = new BatchRouter({
      router: this.#router,
      readsFromReplicas,
      unserved: (what, slot) => this.#unserved(what, slot),
    });
    this.#discovery = new Discovery({
      nodes: () => this.#nodesToAsk(),
      ask: (address) => this.#ask(address),
      timeout: connectTimeout,
      adopt: (found) => {
        this.#router.map = found;
        this.#nodes.closeOthers((address) => found.has(address));
        this.#gate.open();
      },
      probe: async (address) => {
        if (this.#router.map?.has(address)) await this.node(address).ready();
      },
    });
    this.#gate = new StartupGate({ where, failures: this.#failures, discovery: this.#discovery });
  }

  get native(): unknown {
    return redactOnInspect(
      this.#native.native,
      (native) => `[${native.constructor.name} of ${this.#settings.where}]`,
    );
  }

  get masters(): readonly string[] {
    return this.#router.map?.masters ?? NONE;
  }

  get redirections(): number {
    return this.#router.redirections;
  }

  slotOf(key: string | Buffer): number {
    return keySlot(key);
  }

  nodeOf(slot: number, write: boolean): string | undefined {
    const shard = this.#router.map?.shardOf(slot);
    if (shard === undefined || write || !this.#settings.readsFromReplicas) return shard?.master;
    return this.#replicas.of(shard);
  }

  node(address: string): Connection {
    return this.#nodes.get(address);
  }

  async sendTo(address: string, command: string, args: readonly CommandArgument[]): Promise<Reply> {
    const work = () => this.#router.sendToNode(address, [command, args]);
    return orThrow(await this.#gate.pass(command, args, work));
  }

  at(address: string): Connection {
    return new NodeView(this, address);
  }

  followMoves(): () => Promise<readonly string[]> {
    const migrations = new SlotMigrations({
      masters: () => this.masters,
      refresh: () => this.#gate.pass("CLUSTER SLOTS", [], () => this.#discovery.refresh()),
      node: (address) => this.node(address),
      addressOf: (announced, asked) => this.#settings.addresses.ofLine(announced, asked),
      patience: this.#settings.socketTimeout,
      unserved: (slot) => this.#unserved("CLUSTER NODES", slot),
    });
    return () => migrations.next();
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
    return this.#gate.pass(what, commands, () => this.#batches.send(address, commands));
  }

  run(
    script: Script,
    keys: readonly string[],
    args: readonly CommandArgument[],
    slot: number = keySlot(keys[0] as string),
  ): Promise<Reply> {
    const what = `the script ${script.name}`;
    const start = async (): Promise<Reply> => {
      const earlier = this.#router.order.waitFor(slot);
      if (earlier !== undefined) return earlier.then(start);
      const shard = this.#router.map?.shardOf(slot);
      if (shard === undefined) throw this.#unserved(what, slot);
      return orThrow(await this.#router.run(shard.master, script, keys, args));
    };
    return this.#gate.pass(what, args, start);
  }

  ready(): Promise<void> {
    return this.#gate.pass("PING", [], async () => {
      await Promise.all(this.masters.map((master) => this.node(master).ready()));
    });
  }

  async openNative(): Promise<unknown> {
    return this.#gate.pass("the driver's cluster object", [], async () => {
      try {
        await this.#native.open();
      } catch (error) {
        const cause = scrub(error, this.#settings.secrets);
        throw this.#failures.unreachable("the driver's cluster object", cause);
      }
      return this.native;
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#gate.close();
    await this.#router.order.settled();
    await this.#nodes.close();
    this.#discovery.close();
    this.#native.close();
  }

  /**
   * The nodes to ask for the slot map: primaries in random order, then replicas; those that have failed and the seeds
   * last.
   */
  #nodesToAsk(): string[] {
    const { map } = this.#router;
    const isSuspect = (address: string) => this.#discovery.isSuspect(address);
    const known = map === undefined ? [] : [...shuffled(map.masters), ...map.replicas];
    const all = [...known.filter((node) => !isSuspect(node)), ...known.filter(isSuspect)];
    return [...new Set([...all, ...shuffled(this.#settings.seeds)])];
  }

  async #ask(address: string): Promise<SlotMap> {
    const reply = await this.node(address).send("CLUSTER", ["SLOTS"]);
    return readSlots(reply, address, this.#settings.addresses);
  }

  #unserved(what: string, slot: number): Error {
    this.#discovery.refreshSoon();
    return this.#failures.unreachable(what, new Error(`no node serves slot ${slot}`));
  }
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
