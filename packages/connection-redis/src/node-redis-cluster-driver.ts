import type { PluginClass } from "@coffer/cache-core";
import type { ClusterDriver } from "@coffer/connection-kit";
import { createCluster } from "redis";
import { NodeRedisCluster } from "./node-redis-cluster.js";

/** The clusters of node-redis 5 and 6. */
export const nodeRedisClusterDriver: ClusterDriver = {
  // node-redis exports a function that creates an object; called with `new`, it does the same.
  Cluster: createCluster as unknown as PluginClass,
  description:
    "The driver's clusters: createCluster of node-redis 5 or 6, or a class that makes such objects.",
  native: (settings) => new NodeRedisCluster(settings),
};
