import type { PluginClass } from "@coffer/cache-core";
import type { DriverOptions } from "../settings/driver-options.js";

/** The driver's own cluster object, which `getRedisConnection` returns. The kit does not send commands by it. */
export interface NativeCluster {
  /** The driver's own object. */
  readonly native: unknown;

  /** Connects it, unless it is connected already. */
  open(): Promise<void>;

  /** Closes for good; leaves no socket and no timer behind. */
  close(): void;
}

/** The settings of a driver's cluster object. */
export interface NativeClusterSettings {
  /** The driver's options for a node. */
  readonly driverOptions: DriverOptions;
  /** Nodes that know the others. */
  readonly nodes: readonly NodeAddress[];
  /** Returns the address to connect to for an announced `host:port`. */
  reach(announced: string): NodeAddress;
  /** The class of the driver's cluster objects. */
  readonly Cluster: PluginClass;
  /** Milliseconds that an attempt to connect may take. */
  readonly connectTimeout: number;
  /** The time limit for one node in milliseconds, so that a hanging node leaves time for others. */
  readonly nodeTimeout: number;
  readonly readsFromReplicas: boolean;
}

/** An IPv6 host without brackets. */
export interface NodeAddress {
  readonly host: string;
  readonly port: number;
}
