import type { OptionDeclarations, PluginClass } from "@coffer/cache-core";
import { REDIS_CLIENT } from "../options/kinds.js";
import { ADDRESS_MAP } from "../settings/address-map.js";
import type { ClusterDriver } from "./cluster-driver.js";

declare module "@coffer/cache-core" {
  interface CacheOptions {
    /**
     * The driver's class of cluster objects; see the connection package.
     * @default that of the driver installed with the connection package
     */
    readonly REDIS_CLUSTER_CLASS?: unknown;
  }
}

/** The option as the kit reads it: validated by the core, with the class in place of the plugin string. */
export interface ClusterFactoryOptions {
  readonly REDIS_CLUSTER_CLASS?: PluginClass;
}

/** The options of a connection factory with clusters, in addition to its other options. */
export function clusterOptions({ Cluster, description }: ClusterDriver): OptionDeclarations {
  return {
    REDIS_CLUSTER_CLASS: { type: "plugin", kind: REDIS_CLIENT, default: Cluster, description },
    ADDRESS_MAP,
  };
}
