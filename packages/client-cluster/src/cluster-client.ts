import type { ClientContext, OptionDeclarations } from "@coffer/cache-core";
import { BaseClient } from "@coffer/client-default";
import { ClusterTopology } from "./cluster-topology.js";

declare module "@coffer/cache-core" {
  interface CacheOptions {
    /**
     * Reads go to the replicas of a Redis Cluster, which may lag behind the writes.
     * @default false
     */
    readonly READ_FROM_REPLICAS?: boolean;
  }
}

/**
 * The client for Redis Cluster; `LOCATION` names some of its nodes. The calls of one turn of the event loop to one primary share a round
 * trip, whatever the slots of their keys. A single command may name keys of one slot only.
 */
export class ClusterClient extends BaseClient {
  static readonly options: OptionDeclarations = {
    READ_FROM_REPLICAS: {
      type: "boolean",
      default: false,
      description: "Reads go to the replicas, which may lag behind the writes.",
    },
  };

  /**
   * @throws ImproperlyConfigured for seeds that cannot belong to one cluster, and for a connection factory without
   * `connectCluster`.
   */
  constructor(context: ClientContext) {
    super(context, new ClusterTopology(context));
  }
}
