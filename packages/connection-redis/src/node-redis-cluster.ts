import type { EventEmitter } from "node:events";
import { type NativeCluster, type NativeClusterSettings, withoutOwnName } from "@coffer/connection-kit";
import { Password } from "./password.js";
import { HangUp } from "./socket-abort.js";

/** What this package uses of a cluster object of node-redis 5 or 6. */
interface Native extends EventEmitter {
  readonly isOpen: boolean;
  connect(): Promise<unknown>;
  destroy(): void;
}

type NativeClass = new (options: Readonly<Record<string, unknown>>) => Native;

/** A cluster object of node-redis. */
export class NodeRedisCluster implements NativeCluster {
  readonly native: Native;
  readonly #hangUp: HangUp = new HangUp();
  readonly #password: Password;
  #trouble: Error | undefined;

  constructor(settings: NativeClusterSettings) {
    const { driverOptions, nodes, reach, Cluster, connectTimeout, nodeTimeout, readsFromReplicas } = settings;
    this.#password = new Password(driverOptions);
    // Nobody but the driver itself looks after these connections.
    const {
      host,
      port: _port,
      reconnectStrategy: _never,
      ...socket
    } = (driverOptions.socket ?? {}) as Record<string, unknown>;
    this.native = new (Cluster as unknown as NativeClass)({
      // A node that hangs is given up, which the driver would not do.
      rootNodes: nodes.map((node) => ({
        socket: { ...node, socketTimeout: nodeTimeout, signal: this.#hangUp },
      })),
      defaults: {
        ...driverOptions,
        ...this.#password.options,
        socket: { ...withoutOwnName(socket, host), connectTimeout },
      },
      nodeAddressMap: reach,
      RESP: 2,
      useReplicas: readsFromReplicas,
      // Otherwise one node that cannot be reached would keep the others from being known.
      minimizeConnections: true,
    });
    // Always listened to: an unheard error event would end the process.
    this.native.on("error", (error: Error) => {
      if (error.name !== "AbortError") this.#trouble = error;
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
      // Version 5 throws where there is nothing to destroy.
    }
    this.#hangUp.now();
  }

  async #connect(): Promise<void> {
    this.#trouble = undefined;
    try {
      await this.native.connect();
    } catch (error) {
      const reason = this.#trouble ?? error;
      if (!this.#password.isRefused(reason)) throw reason;
      await this.#connect();
    }
  }
}
