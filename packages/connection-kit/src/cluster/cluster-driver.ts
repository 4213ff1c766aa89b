import type { PluginClass } from "@coffer/cache-core";
import type { NativeCluster, NativeClusterSettings } from "./native-cluster.js";

/** What a connection package implements for its driver's clusters. Everything else is in the kit. */
export interface ClusterDriver {
  /** What REDIS_CLUSTER_CLASS is by default. Built with `new`. */
  readonly Cluster: PluginClass;
  /** The values of REDIS_CLUSTER_CLASS, as the sentence that documents the option. */
  readonly description: string;

  /** Creates the driver's cluster object. Does not connect. */
  native(settings: NativeClusterSettings): NativeCluster;
}
