import type { PluginClass } from "@coffer/cache-core";
import type { DriverOptions } from "../settings/driver-options.js";

/** The driver's own cluster object, which `getRedisConnection` returns. The kit sends no commands with it. */
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
  /** The addresses of some nodes; the driver discovers the others from them. */
  readonly nodes: readonly NodeAddress[];
  /** Returns the address to connect to for an announced `host:port`. */
  reach(announced: string): NodeAddress;
  /** The class of the driver's cluster objects. */
  readonly Cluster: PluginClass;
  /** Milliseconds that an attempt to connect may take. */
  readonly connectTimeout: number;
  /** The time limit for one node in milliseconds, so that a hanging node leaves time for others. */
  readonly nodeTimeout: number;
  /** Whether reads go to the replicas. */
  readonly readsFromReplicas: boolean;
}

/** The address of a node. */
export interface NodeAddress {
  /** The host name or IP address; IPv6 without brackets. */
  readonly host: string;
  /** The port. */
  readonly port: number;
}
