import type { PluginClass } from "@coffer/cache-core";
import type { DriverOptions } from "../driver.js";

/** Who serves some slots. Addresses are `host:port`, with brackets around the host where it is IPv6. */
export interface Shard {
  readonly master: string;
  readonly replicas: readonly string[];
}

/** The driver's own cluster object, by which it is found out who serves what. */
export interface Topology {
  /** The driver's own object. It connects to the nodes when it is used. */
  readonly native: unknown;

  /**
   * Asks the nodes, or the seeds where none is known. Called again only once the last call has ended or was abandoned.
   * @returns by slot; undefined where nobody serves it.
   */
  discover(): Promise<readonly (Shard | undefined)[]>;

  /** Gives up what `discover` is doing; the next call begins with the seeds. */
  abandon(): void;

  /** Ends for good; leaves no socket and no timer behind. */
  close(): void;
}

/** What a driver's cluster object is made from. */
export interface TopologySettings {
  /** The options of the driver's object for each of the seeds, which differ in host and port alone. */
  readonly seeds: readonly DriverOptions[];
  /** The class of the driver's cluster objects. */
  readonly Cluster: PluginClass;
  /** Milliseconds that one node may take to tell what it knows, so that another can still be asked in time. */
  readonly nodeTimeout: number;
  /** Milliseconds that an attempt to connect may take. */
  readonly connectTimeout: number;
  readonly readsFromReplicas: boolean;
}
