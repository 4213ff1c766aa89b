import type { PluginClass } from "@coffer/cache-core";
import type { DriverOptions } from "../driver/driver.js";

/** The driver's own cluster object, for those who ask for it. The kit's commands do not go through it. */
export interface NativeCluster {
  /** The driver's own object. */
  readonly native: unknown;

  /** Connects it, unless it is connected. */
  open(): Promise<void>;

  /** Ends for good; leaves no socket and no timer behind. */
  close(): void;
}

/** What a driver's cluster object is made from. */
export interface NativeClusterSettings {
  /** The driver's options for a node. */
  readonly driverOptions: DriverOptions;
  /** Nodes to ask for the others. */
  readonly nodes: readonly NodeAddress[];
  /** Where a node can be reached that is announced by this `host:port`. */
  reach(announced: string): NodeAddress;
  /** The class of the driver's cluster objects. */
  readonly Cluster: PluginClass;
  /** Milliseconds that an attempt to connect may take. */
  readonly connectTimeout: number;
  /** Milliseconds in which a node has to answer: one that hangs leaves time for others. */
  readonly nodeTimeout: number;
  readonly readsFromReplicas: boolean;
}

/** An IPv6 host without brackets. */
export interface NodeAddress {
  readonly host: string;
  readonly port: number;
}
