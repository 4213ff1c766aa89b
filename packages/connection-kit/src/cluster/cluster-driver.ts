import type { PluginClass } from "@coffer/cache-core";
import type { NativeCluster, NativeClusterSettings } from "./native-cluster.js";

/** What a connection package knows of its driver's clusters; everything else is here. */
export interface ClusterDriver {
  /** What REDIS_CLUSTER_CLASS is by default. Built with `new`. */
  readonly Cluster: PluginClass;
  /** What may stand in REDIS_CLUSTER_CLASS, as the sentence that documents it. */
  readonly description: string;

  /** Makes the driver's cluster object. Does not connect. */
  native(settings: NativeClusterSettings): NativeCluster;
}
