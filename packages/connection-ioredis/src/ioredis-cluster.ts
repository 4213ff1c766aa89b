import type { EventEmitter } from "node:events";
import {
  type DriverOptions,
  type NativeCluster,
  type NativeClusterSettings,
  type NodeAddress,
  withoutOwnName,
} from "@coffer/connection-kit";

/** What this package uses of a cluster object of ioredis 5 or 6. */
interface Native extends EventEmitter {
  readonly status: string;
  connect(): Promise<void>;
  disconnect(): void;
}

type NativeClass = new (nodes: readonly NodeAddress[], options: Readonly<Record<string, unknown>>) => Native;

/** A cluster object of ioredis. */
export class IoredisCluster implements NativeCluster {
  readonly native: Native;
  #trouble: Error | undefined;

  constructor(settings: NativeClusterSettings) {
    const { driverOptions, nodes, reach, Cluster, connectTimeout, nodeTimeout, readsFromReplicas } = settings;
    const { host, port: _port, ...redisOptions } = driverOptions;
    const { tls } = redisOptions as { tls?: DriverOptions };
    this.native = new (Cluster as unknown as NativeClass)(nodes, {
      redisOptions: { ...redisOptions, connectTimeout, ...(tls && { tls: withoutOwnName(tls, host) }) },
      natMap: reach,
      // Certificates are for names: the driver would resolve them to addresses first.
      dnsLookup: (name: string, done: (error: null, address: string) => void) => done(null, name),
      scaleReads: readsFromReplicas ? "slave" : "master",
      slotsRefreshTimeout: nodeTimeout,
      lazyConnect: true,
      // Nobody waits for a cluster that is away: whoever asks for the object again connects it again.
      clusterRetryStrategy: () => null,
      // The driver's INFO is refused to some users.
      enableReadyCheck: false,
      // What was under way when a connection broke may have been executed, and is not sent again.
      retryDelayOnFailover: 0,
    });
    // Always listened to: an unheard error event would fill the console.
    this.native.on("error", (error: Error & { lastNodeError?: Error }) => {
      this.#trouble = error.lastNodeError ?? error;
    });
    this.native.on("node error", (error: Error) => {
      this.#trouble = error;
    });
  }

  async open(): Promise<void> {
    if (this.native.status === "ready") return;
    this.#trouble = undefined;
    try {
      await this.native.connect();
    } catch (error) {
      throw this.#trouble ?? error;
    }
  }

  close(): void {
    // What has ended would never get over being ended again.
    if (/^(connecting|connect|ready)$/.test(this.native.status)) this.native.disconnect();
  }
}
