import type {
  ClientContext,
  ClusterConnection,
  OptionDeclarations,
  RawConnectionOptions,
} from "@coffer/cache-core";
import { ConnectionInterrupted, ImproperlyConfigured } from "@coffer/cache-core";
import { allDone, DefaultClient, KeyOrder, Lane } from "@coffer/client-default";

declare module "@coffer/cache-core" {
  interface CacheOptions {
    /**
     * Reads go to the replicas of a Redis Cluster, which may not have the latest writes yet.
     * @default false
     */
    readonly READ_FROM_REPLICAS?: boolean;
  }
}

/**
 * The client for Redis Cluster; `LOCATION` names some of its nodes. What is asked of a master in a turn of the event loop shares a trip,
 * whatever the slots, and one command names keys of one slot alone.
 */
export class ClusterClient extends DefaultClient {
  static override readonly options: OptionDeclarations = {
    READ_FROM_REPLICAS: {
      type: "boolean",
      default: false,
      description: "Reads go to the replicas, which may not have the latest writes yet.",
    },
  };

  /** One for all lanes, since a slot that moves takes its keys from lane to lane. */
  readonly #order: KeyOrder = new KeyOrder();
  readonly #lanes: Map<string | undefined, Lane> = new Map();
  #cluster: ClusterConnection | undefined;
  #masters: readonly string[] = [];
  #isClosed = false;

  /** @throws ImproperlyConfigured for seeds that cannot be of one cluster, and for a connection factory without clusters. */
  constructor(context: ClientContext) {
    super(context);
    this.#cluster = this.#connect();
  }

  protected override laneFor(redisKey: string, write: boolean): Lane {
    const cluster = this.#connection();
    if (cluster.masters !== this.#masters) {
      // Slots have moved: what is waiting leaves ahead of what is asked of the same keys on other lanes.
      this.#masters = cluster.masters;
      this.#flush();
    }
    return this.#laneBy(cluster.nodeOf(cluster.slotOf(redisKey), write));
  }

  protected override groupOf(redisKey: string | Buffer): number {
    return this.#connection().slotOf(redisKey);
  }

  /** On all masters, and once more on those that have got slots meanwhile: a key that moves is at one place or the other. */
  protected override onAll(_write: boolean, work: (lane: Lane) => Promise<void>): Promise<void> {
    const cluster = this.#connection();
    const start = () => this.#onMasters(cluster, work);
    // Calls that follow are not to overtake this one.
    return cluster.masters.length > 0 ? start() : this.#order.hold(undefined, found(cluster), start);
  }

  async #onMasters(cluster: ClusterConnection, work: (lane: Lane) => Promise<void>): Promise<void> {
    // A key may wait on a lane that was its master's.
    this.#flush();
    const moves = cluster.followMoves();
    for (let nodes = cluster.masters; nodes.length > 0; nodes = await moves()) {
      await allDone(nodes.map((node) => work(this.#laneBy(node))));
    }
  }

  protected override async *oneByOne(): AsyncIterable<Lane> {
    const cluster = this.#connection();
    await found(cluster);
    const moves = cluster.followMoves();
    for (let nodes = cluster.masters; nodes.length > 0; nodes = await moves()) {
      for (const node of nodes) yield this.#laneBy(node);
    }
  }

  override async ready(): Promise<void> {
    await this.#connection().ready();
  }

  override async getRedisConnection(options?: RawConnectionOptions): Promise<unknown> {
    const native = await super.getRedisConnection(options);
    return (await this.#connection().openNative?.()) ?? native;
  }

  protected override async letGo(final: boolean): Promise<void> {
    this.#isClosed ||= final;
    const cluster = this.#cluster;
    const lanes = [...this.#lanes.values()];
    // What is asked from now on is for another connection.
    this.#cluster = undefined;
    this.#lanes.clear();
    await Promise.all(lanes.map((lane) => lane.close(async () => {}, final)));
    if (cluster !== undefined) await this.context.connections.disconnect(cluster);
  }

  #flush(): void {
    for (const lane of this.#lanes.values()) lane.flush();
  }

  /** By way of a node; of none in particular, as long as the cluster has not been found. */
  #laneBy(node: string | undefined): Lane {
    let lane = this.#lanes.get(node);
    if (lane === undefined) {
      const cluster = this.#connection();
      lane = new Lane(() => (node === undefined ? cluster : cluster.at(node)), this.context.statistics, {
        order: this.#order,
        groupOf: (key) => cluster.slotOf(key),
      });
      this.#lanes.set(node, lane);
    }
    return lane;
  }

  #connection(): ClusterConnection {
    if (this.#isClosed) {
      throw new ConnectionInterrupted("ERR_CLOSED", `the cache ${this.context.alias} has been closed`);
    }
    this.#cluster ??= this.#connect();
    return this.#cluster;
  }

  #connect(): ClusterConnection {
    const { connections, servers, options } = this.context;
    const cluster = connections.connectCluster?.(servers, {
      readsFromReplicas: options.READ_FROM_REPLICAS === true,
    });
    if (cluster !== undefined) return cluster;
    throw new ImproperlyConfigured([
      new Error(
        `CONNECTION_FACTORY: ${connections.constructor.name} has no connectCluster, which ClusterClient needs: name one ` +
          "that has, such as @coffer/connection-ioredis or @coffer/connection-redis",
      ),
    ]);
  }
}

/** Waits until it is known who the masters are; not all of them have to be there. */
async function found(cluster: ClusterConnection): Promise<void> {
  await cluster.ready().catch((error: unknown) => {
    if (cluster.masters.length === 0) throw error;
  });
}
