import type { EventEmitter } from "node:events";
import { addressOf, type Shard, type Topology, type TopologySettings } from "@coffer/connection-kit";

/** What this package uses of a cluster object of ioredis 5 or 6. */
export interface NativeCluster extends EventEmitter {
  readonly status: string;
  /** The keys of a slot's nodes (`host:port`, without brackets), the master's first. */
  readonly slots: readonly (readonly string[])[];
  connect(): Promise<void>;
  disconnect(): void;
  refreshSlotsCache(done: (error?: Error) => void): void;
}

type NativeClusterClass = new (
  seeds: readonly object[],
  options: Readonly<Record<string, unknown>>,
) => NativeCluster;

/** Asks a cluster object of ioredis who serves what. Its own connections are those of who uses `native` by hand. */
export class IoredisTopology implements Topology {
  readonly native: NativeCluster;
  #trouble: Error | undefined;

  constructor({ seeds, Cluster, nodeTimeout, readsFromReplicas }: TopologySettings) {
    const [{ host: _host, port: _port, ...redisOptions } = {}] = seeds;
    this.native = new (Cluster as unknown as NativeClusterClass)(
      seeds.map(({ host, port }) => ({ host, port })),
      {
        redisOptions,
        scaleReads: readsFromReplicas ? "slave" : "master",
        slotsRefreshTimeout: nodeTimeout,
        lazyConnect: true,
        // The kit asks again by itself, for as long as it has to.
        clusterRetryStrategy: () => null,
        // The driver's INFO is refused to some users.
        enableReadyCheck: false,
        // What was under way when a connection broke may have been executed, and is not sent again.
        retryDelayOnFailover: 0,
      },
    );
    // Always listened to: an unheard error event would fill the console.
    this.native.on("error", (error: Error & { lastNodeError?: Error }) => {
      this.#trouble = error.lastNodeError ?? error;
    });
    this.native.on("node error", (error: Error) => {
      this.#trouble = error;
    });
  }

  async discover(): Promise<readonly (Shard | undefined)[]> {
    this.#trouble = undefined;
    try {
      await (this.native.status === "ready" ? this.#refresh() : this.native.connect());
    } catch (error) {
      // None of the nodes that it knows has answered: the next time it begins with the seeds.
      this.abandon();
      throw this.#trouble ?? error;
    }
    return this.#shards();
  }

  abandon(): void {
    // What has ended would never get over being ended again.
    if (/^(connecting|connect|ready)$/.test(this.native.status)) this.native.disconnect();
  }

  close(): void {
    this.abandon();
  }

  #refresh(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.native.refreshSlotsCache((error) => (error ? reject(error) : resolve()));
    });
  }

  /** The slots of a range share a list, and here a shard. */
  #shards(): (Shard | undefined)[] {
    const known = new Map<readonly string[], Shard>();
    return Array.from(this.native.slots, (keys) => {
      if (keys === undefined || keys.length === 0) return undefined;
      let shard = known.get(keys);
      if (shard === undefined) {
        const [master = "", ...replicas] = keys.map(addressOfKey);
        shard = { master, replicas };
        known.set(keys, shard);
      }
      return shard;
    });
  }
}

function addressOfKey(key: string): string {
  const colon = key.lastIndexOf(":");
  return addressOf(key.slice(0, colon), key.slice(colon + 1));
}
