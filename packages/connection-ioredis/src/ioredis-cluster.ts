import type { EventEmitter } from "node:events";
import {
  type DriverOptions,
  type NativeCluster,
  type NativeClusterSettings,
  type NodeAddress,
  withoutOwnName,
} from "@coffer/connection-kit";

/** The parts of a cluster object of ioredis 5 or 6 that this package uses. */
interface Native extends EventEmitter {
  readonly status: string;
  connect(): Promise<void>;
  disconnect(): void;
}

type NativeClass = new (nodes: readonly NodeAddress[], options: Readonly<Record<string, unknown>>) => Native;

/** Adapts a cluster object of ioredis. */
export class IoredisCluster implements NativeCluster {
  readonly native: Native;
  #lastError: Error | undefined;

  constructor(settings: NativeClusterSettings) {
    const { driverOptions, nodes, reach, Cluster, connectTimeout, nodeTimeout, readsFromReplicas } = settings;
    const { host, port: _port, ...redisOptions } = driverOptions;
    const { tls } = redisOptions as { tls?: DriverOptions };
    this.native = new (Cluster as unknown as NativeClass)(nodes, {
      redisOptions: { ...redisOptions, connectTimeout, ...(tls && { tls: withoutOwnName(tls, host) }) },
      natMap: reach,
      // The driver would resolve names to addresses first, but certificates are issued for names.
      dnsLookup: (name: string, done: (error: null, address: string) => void) => done(null, name),
      scaleReads: readsFromReplicas ? "slave" : "master",
      slotsRefreshTimeout: nodeTimeout,
      lazyConnect: true,
      // A cluster that is down is connected again when the object is asked for again.
      clusterRetryStrategy: () => null,
      // The driver would send INFO, which some users may not.
      enableReadyCheck: false,
      // Commands that were pending when a connection broke may have been executed, and are not sent again.
      retryDelayOnFailover: 0,
    });
    // Without a listener, the driver would print error events.
    this.native.on("error", (error: Error & { lastNodeError?: Error }) => {
      this.#lastError = error.lastNodeError ?? error;
    });
    this.native.on("node error", (error: Error) => {
      this.#lastError = error;
    });
  }

  async open(): Promise<void> {
    if (this.native.status === "ready") return;
    this.#lastError = undefined;
    try {
      await this.native.connect();
    } catch (error) {
      throw this.#lastError ?? error;
    }
  }

  close(): void {
    // An object that has ended must not be disconnected again: it could never connect after that.
    if (/^(connecting|connect|ready)$/.test(this.native.status)) this.native.disconnect();
  }
}
