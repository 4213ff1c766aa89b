import type { PluginClass } from "@coffer/cache-core";
import type { NativeCluster, NativeClusterSettings } from "./native-cluster.js";

/** The part of a connection package that depends on its driver's clusters. The kit contains everything else. */
export interface ClusterDriver {
  /** The default of `REDIS_CLUSTER_CLASS`. The kit creates objects of it with `new`. */
  readonly Cluster: PluginClass;
  /** The description of the option `REDIS_CLUSTER_CLASS`: a sentence about its values. */
  readonly description: string;

  /** Creates the driver's cluster object. Does not connect. */
  native(settings: NativeClusterSettings): NativeCluster;
}
