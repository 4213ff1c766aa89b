import type { ClientContext, OptionDeclarations } from "@coffer/cache-core";
import { BaseClient } from "@coffer/client-default";
import { ClusterTopology } from "./cluster-topology.js";

declare module "@coffer/cache-core" {
  interface CacheOptions {
    /**
     * Reads go to the replicas of a Redis Cluster, which may not have the latest writes yet.
     * @default false
     */
    readonly READ_FROM_REPLICAS?: boolean;
  }
}

/**
 * The client for Redis Cluster; `LOCATION` names some of its nodes. Calls for one master in one turn of the event loop share a round trip,
 * whatever their slots. One command names keys of one slot alone.
 */
export class ClusterClient extends BaseClient {
  static readonly options: OptionDeclarations = {
    READ_FROM_REPLICAS: {
      type: "boolean",
      default: false,
      description: "Reads go to the replicas, which may not have the latest writes yet.",
    },
  };

  /** @throws ImproperlyConfigured for seeds that cannot be of one cluster, and for a connection factory without clusters. */
  constructor(context: ClientContext) {
    super(context, new ClusterTopology(context));
  }
}
