import type {
  ClientContext,
  ClusterConnection,
  RawConnectionOptions,
  ServerInfo,
  Tracking,
  TrackingOptions,
} from "@coffer/cache-core";
import { ConnectionInterrupted, ImproperlyConfigured, withoutCredentials } from "@coffer/cache-core";
import {
  allDone,
  KeyOrder,
  Lane,
  LinkPool,
  type Links,
  nativeOf,
  type Topology,
} from "@coffer/client-default";

const AUTHORITY = /^(\w+:\/\/)[^/?#]*/;
const ANY_SLOT = 0;

/** The topology of Redis Cluster. The group of a key is its slot. There is a lane for each node. */
export class ClusterTopology implements Topology {
  readonly #context: ClientContext;
  /** All lanes share it, since a slot that moves takes its keys from lane to lane. */
  readonly #order: KeyOrder = new KeyOrder();
  readonly #lanes: Map<string | undefined, Lane> = new Map();
  #cluster: ClusterConnection | undefined;
  #masters: readonly string[] = [];
  /** For the nodes that reads go to. */
  #links: LinkPool<string> | undefined;
  #moves = 0;
  #isClosed = false;

  /**
   * @throws ImproperlyConfigured for seeds that cannot belong to one cluster, and for a connection factory without
   * `connectCluster`.
   */
  constructor(context: ClientContext) {
    this.#context = context;
    this.#cluster = this.#connect();
  }

  groupOf(redisKey: string | Buffer): number {
    return this.#connection().slotOf(redisKey);
  }

  laneFor(slot: number, write: boolean): Lane {
    const cluster = this.#connection();
    this.#noticeMoves(cluster);
    return this.#laneBy(cluster.nodeOf(slot, write));
  }

  #noticeMoves(cluster: ClusterConnection): void {
    if (cluster.masters === this.#masters) return;
    // Slots have moved: commands that are queued are sent before later calls for the same keys use other lanes.
    this.#masters = cluster.masters;
    this.#flush();
    this.#moves += 1;
    void this.#links?.closeOthers(cluster.masters);
  }

  track(options: TrackingOptions): Links | undefined {
    if (this.#connection().track === undefined) return undefined;
    const links = new LinkPool<string>(
      options,
      (node) => this.#connection().track?.(node, options) as Tracking,
    );
    this.#links = links;
    const moves = () => this.#movesOf(this.#cluster);
    return {
      of: (slot, write) => {
        const node = this.#isClosed ? undefined : this.#connection().nodeOf(slot, write);
        return node === undefined ? undefined : links.get(node);
      },
      get moves() {
        return moves();
      },
      get all() {
        return links.all;
      },
    };
  }

  #movesOf(cluster: ClusterConnection | undefined): number {
    if (cluster === undefined) return this.#moves;
    this.#noticeMoves(cluster);
    return this.#moves + (cluster.redirections ?? 0);
  }

  /**
   * Runs on all primaries, and again on those that received slots meanwhile: a key that moves is on one of the two
   * nodes.
   */
  onAll(_write: boolean, work: (lane: Lane) => Promise<void>): Promise<void> {
    const cluster = this.#connection();
    const start = () => this.#onMasters(cluster, work);
    // Later calls must not overtake this one.
    return cluster.masters.length > 0 ? start() : this.#order.hold(undefined, found(cluster), start);
  }

  async #onMasters(cluster: ClusterConnection, work: (lane: Lane) => Promise<void>): Promise<void> {
    // A key may be queued on the lane of its former primary.
    this.#flush();
    const moves = cluster.followMoves();
    for (let nodes = cluster.masters; nodes.length > 0; nodes = await moves()) {
      await allDone(nodes.map((node) => work(this.#laneBy(node))));
    }
  }

  async *oneByOne(): AsyncIterable<Lane> {
    const cluster = this.#connection();
    await found(cluster);
    const moves = cluster.followMoves();
    for (let nodes = cluster.masters; nodes.length > 0; nodes = await moves()) {
      for (const node of nodes) yield this.#laneBy(node);
    }
  }

  async servers(): Promise<readonly ServerInfo[]> {
    const cluster = this.#connection();
    await found(cluster);
    const seed = withoutCredentials(this.#context.servers[0] as string);
    return cluster.masters.map((node) => ({
      url: seed.replace(AUTHORITY, (_, scheme) => scheme + node),
      role: "primary",
      takesWrites: true,
      connection: cluster.at(node),
    }));
  }

  async ready(): Promise<void> {
    await this.#connection().ready();
  }

  async native(
    { write = true }: Pick<RawConnectionOptions, "write">,
    slot: number = ANY_SLOT,
  ): Promise<unknown> {
    const native = await nativeOf(this.laneFor(slot, write));
    return (await this.#connection().openNative?.()) ?? native;
  }

  async close(final: boolean): Promise<void> {
    this.#isClosed ||= final;
    const cluster = this.#cluster;
    const lanes = [...this.#lanes.values()];
    // Later calls use another connection.
    this.#cluster = undefined;
    this.#lanes.clear();
    this.#moves += cluster?.redirections ?? 0;
    await Promise.all([
      ...lanes.map((lane) => lane.close(async () => {}, final)),
      this.#links?.closeOthers(),
    ]);
    if (cluster !== undefined) await this.#context.connections.disconnect(cluster);
  }

  #flush(): void {
    for (const lane of this.#lanes.values()) lane.flush();
  }

  /** The lane for a node; without a node, while the cluster has not been discovered. */
  #laneBy(node: string | undefined): Lane {
    let lane = this.#lanes.get(node);
    if (lane === undefined) {
      const cluster = this.#connection();
      lane = new Lane(() => (node === undefined ? cluster : cluster.at(node)), this.#context.statistics, {
        order: this.#order,
        mixesGroups: true,
      });
      this.#lanes.set(node, lane);
    }
    return lane;
  }

  #connection(): ClusterConnection {
    if (this.#isClosed) {
      throw new ConnectionInterrupted("ERR_CLOSED", `the cache ${this.#context.alias} has been closed`);
    }
    this.#cluster ??= this.#connect();
    return this.#cluster;
  }

  #connect(): ClusterConnection {
    const { connections, servers, options } = this.#context;
    const cluster = connections.connectCluster?.(servers, {
      readsFromReplicas: options.READ_FROM_REPLICAS === true,
    });
    if (cluster !== undefined) return cluster;
    throw new ImproperlyConfigured([
      new Error(
        `CONNECTION_FACTORY: ${connections.constructor.name} has no connectCluster, which ClusterClient needs: name a factory ` +
          "that has, such as @coffer/connection-ioredis or @coffer/connection-redis",
      ),
    ]);
  }
}

/** Resolves when the primaries are known; not all of them need to be reachable. */
async function found(cluster: ClusterConnection): Promise<void> {
  await cluster.ready().catch((error: unknown) => {
    if (cluster.masters.length === 0) throw error;
  });
}
