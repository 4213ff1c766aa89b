import type { PluginClass } from "@coffer/cache-core";
import type { ClusterDriver } from "@coffer/connection-kit";
import { Cluster } from "ioredis";
import { IoredisCluster } from "./ioredis-cluster.js";

/** The clusters of ioredis 5 and 6. */
export const ioredisClusterDriver: ClusterDriver = {
  Cluster: Cluster as PluginClass,
  description: "The driver's clusters: Cluster of ioredis 5 or 6, or a subclass of it.",
  native: (settings) => new IoredisCluster(settings),
};
