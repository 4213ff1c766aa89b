import { cluster } from "./deployments/cluster.js";
import type { Deployment } from "./deployments/deployment.js";
import { managed } from "./deployments/managed.js";
import { network } from "./deployments/network.js";
import { replicas } from "./deployments/replicas.js";
import { sentinel } from "./deployments/sentinel.js";
import { shards } from "./deployments/shards.js";
import { herd, single } from "./deployments/single.js";

/** The parts of a connection package that matter here. */
interface ConnectionPackage {
  readonly ConnectionFactory: { readonly prototype: { readonly connectCluster?: unknown } };
  readonly SentinelConnectionFactory?: unknown;
}

export interface Phase {
  readonly name: string;
  deploy(): Promise<Deployment>;
  /** Whether a connection package supports such servers. */
  suits(driver: ConnectionPackage): boolean;
}

/** In the order in which they run. */
export const PHASES: readonly Phase[] = [
  { name: "single", deploy: single, suits: () => true },
  { name: "herd", deploy: herd, suits: () => true },
  { name: "network", deploy: network, suits: () => true },
  { name: "managed", deploy: managed, suits: () => true },
  { name: "shards", deploy: shards, suits: () => true },
  { name: "replicas", deploy: replicas, suits: () => true },
  {
    name: "sentinel",
    deploy: sentinel,
    suits: ({ SentinelConnectionFactory }) => SentinelConnectionFactory !== undefined,
  },
  {
    name: "cluster",
    deploy: cluster,
    suits: ({ ConnectionFactory }) => ConnectionFactory.prototype.connectCluster !== undefined,
  },
];
