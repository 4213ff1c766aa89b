import type { EventEmitter } from "node:events";
import { type NativeCluster, type NativeClusterSettings, withoutOwnName } from "@coffer/connection-kit";
import { Password } from "./password.js";
import { SocketAbort } from "./socket-abort.js";

/** The parts of a cluster object of node-redis 5 or 6 that this package uses. */
interface Native extends EventEmitter {
  readonly isOpen: boolean;
  connect(): Promise<unknown>;
  destroy(): void;
}

type NativeClass = new (options: Readonly<Record<string, unknown>>) => Native;

/** Adapts a cluster object of node-redis. */
export class NodeRedisCluster implements NativeCluster {
  readonly native: Native;
  readonly #sockets: SocketAbort = new SocketAbort();
  readonly #password: Password;
  #lastError: Error | undefined;

  constructor(settings: NativeClusterSettings) {
    const { driverOptions, nodes, reach, Cluster, connectTimeout, nodeTimeout, readsFromReplicas } = settings;
    this.#password = new Password(driverOptions);
    // These connections are reconnected by the driver.
    const {
      host,
      port: _port,
      reconnectStrategy: _never,
      ...socket
    } = (driverOptions.socket ?? {}) as Record<string, unknown>;
    this.native = new (Cluster as unknown as NativeClass)({
      // Ends the connection to a node that hangs, which the driver would keep.
      rootNodes: nodes.map((node) => ({
        socket: { ...node, socketTimeout: nodeTimeout, signal: this.#sockets },
      })),
      defaults: {
        ...driverOptions,
        ...this.#password.options,
        socket: { ...withoutOwnName(socket, host), connectTimeout },
      },
      nodeAddressMap: reach,
      RESP: 2,
      useReplicas: readsFromReplicas,
      // Otherwise one node that cannot be reached would keep the driver from connecting at all.
      minimizeConnections: true,
    });
    // Without a listener, an error event would end the process.
    this.native.on("error", (error: Error) => {
      if (error.name !== "AbortError") this.#lastError = error;
    });
  }

  async open(): Promise<void> {
    if (this.native.isOpen) return;
    this.#password.offer();
    await this.#connect();
  }

  close(): void {
    try {
      this.native.destroy();
    } catch {
      // Version 5 throws if there is nothing to destroy.
    }
    this.#sockets.abort();
  }

  async #connect(): Promise<void> {
    this.#lastError = undefined;
    try {
      await this.native.connect();
    } catch (error) {
      const reason = this.#lastError ?? error;
      if (!this.#password.isRefused(reason)) throw reason;
      await this.#connect();
    }
  }
}
