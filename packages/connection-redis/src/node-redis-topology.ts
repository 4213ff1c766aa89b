import type { EventEmitter } from "node:events";
import {
  addressOf,
  type DriverOptions,
  type Shard,
  type Topology,
  type TopologySettings,
} from "@coffer/connection-kit";
import { HangUp } from "./hang-up.js";
import { Password } from "./password.js";

interface NativeNode {
  readonly host: string;
  readonly port: number;
}

interface NativeShard {
  readonly master: NativeNode;
  readonly replicas?: readonly NativeNode[];
}

/** What this package uses of a cluster object of node-redis 5 or 6. */
export interface NativeCluster extends EventEmitter {
  readonly isOpen: boolean;
  readonly slots: readonly (NativeShard | undefined)[];
  readonly masters: readonly NativeNode[];
  connect(): Promise<unknown>;
  destroy(): void;
  /** Not documented: what the driver does by itself after a MOVED. */
  readonly _slots?: { rediscover?(startWith: { readonly options: object }): Promise<unknown> };
}

type NativeClusterClass = new (options: Readonly<Record<string, unknown>>) => NativeCluster;

/** Asks a cluster object of node-redis who serves what. Its own connections are those of who uses `native` by hand. */
export class NodeRedisTopology implements Topology {
  readonly native: NativeCluster;
  /** One for each attempt, since Node keeps the listeners of sockets that have long been closed. */
  #hangUp: HangUp = new HangUp();
  readonly #password: Password;
  readonly #nodeTimeout: number;
  #trouble: Error | undefined;

  constructor({ seeds, Cluster, nodeTimeout, connectTimeout, readsFromReplicas }: TopologySettings) {
    this.#nodeTimeout = nodeTimeout;
    const [seed = {}] = seeds;
    this.#password = new Password(seed);
    // Nobody but the driver itself looks after these connections.
    const { host: _host, port: _port, reconnectStrategy: _never, ...socket } = socketOf(seed);
    this.native = new (Cluster as unknown as NativeClusterClass)({
      rootNodes: seeds.map((each) => this.#asked(socketOf(each) as unknown as NativeNode)),
      defaults: { ...seed, ...this.#password.options, socket: { ...socket, connectTimeout } },
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

  discover(): Promise<readonly (Shard | undefined)[]> {
    this.#password.offer();
    return this.#discover();
  }

  async #discover(): Promise<readonly (Shard | undefined)[]> {
    this.#trouble = undefined;
    this.#hangUp = new HangUp();
    try {
      await (this.native.isOpen ? this.#refresh() : this.native.connect());
    } catch (error) {
      const reason = this.#trouble ?? error;
      if (this.#password.isRefused(reason)) return this.#discover();
      throw reason;
    }
    return this.#shards();
  }

  abandon(): void {
    this.close();
  }

  close(): void {
    try {
      this.native.destroy();
    } catch {
      // Version 5 throws where there is nothing to destroy.
    }
    this.#hangUp.now();
  }

  async #refresh(): Promise<void> {
    const { native } = this;
    const known = native.masters[Math.floor(Math.random() * native.masters.length)];
    if (known !== undefined && typeof native._slots?.rediscover === "function") {
      await native._slots.rediscover({ options: this.#asked(known) });
    } else {
      native.destroy();
      await native.connect();
    }
  }

  /** A node as it is asked: one that hangs is given up, which the driver would not do. */
  #asked({ host, port }: NativeNode): object {
    const hangUp = () => this.#hangUp;
    const socket = {
      host,
      port,
      socketTimeout: this.#nodeTimeout,
      // As of when the driver makes a socket.
      get signal() {
        return hangUp();
      },
    };
    return { socket };
  }

  /** The slots of a range share an object, and here a shard. */
  #shards(): (Shard | undefined)[] {
    const known = new Map<NativeShard, Shard>();
    return Array.from(this.native.slots, (native) => {
      if (native === undefined) return undefined;
      let shard = known.get(native);
      if (shard === undefined) {
        const { master, replicas = [] } = native;
        shard = { master: addressOfNode(master), replicas: replicas.map(addressOfNode) };
        known.set(native, shard);
      }
      return shard;
    });
  }
}

function socketOf(options: DriverOptions): DriverOptions {
  return (options.socket ?? {}) as DriverOptions;
}

function addressOfNode({ host, port }: NativeNode): string {
  return addressOf(host, port);
}
