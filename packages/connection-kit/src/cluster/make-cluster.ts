import type { ClusterConnection, Connection, PluginClass } from "@coffer/cache-core";
import { secretsOf } from "../dialer.js";
import type { Endpoint } from "../endpoint.js";
import type { ClusterDriver } from "./cluster-driver.js";
import { ClusterLink } from "./cluster-link.js";
import { readSeeds, withAddress } from "./read-seeds.js";

export interface ClusterMaker {
  readonly driver: ClusterDriver;
  /** The class of the driver's cluster objects. */
  readonly Cluster: PluginClass;
  readonly readsFromReplicas: boolean;
  /** Decides everything about a connection to a URL. */
  resolve(url: string): Endpoint;
  connect(url: string): Connection;
  disconnect(connection: Connection): Promise<void>;
}

/** Into so many parts the time for finding the cluster is divided, so that a node which hangs leaves time for others. */
const TRIES = 4;

/** A connection to the cluster that these nodes are of. Its nodes are connected to as the seeds would be, from the same pools. */
export function makeCluster(seeds: readonly string[], maker: ClusterMaker): ClusterConnection {
  const { driver, Cluster, readsFromReplicas, resolve, connect, disconnect } = maker;
  const endpoints = readSeeds(seeds, resolve);
  const [url = ""] = seeds;
  const { connectTimeout, socketTimeout, driverOptions } = endpoints[0] as Endpoint;
  const places = endpoints.map(({ where }) => where.replace(/\/0$/, ""));
  return new ClusterLink({
    topology: driver.topology({
      seeds: endpoints.map((endpoint) => endpoint.driverOptions),
      Cluster,
      nodeTimeout: connectTimeout / TRIES,
      connectTimeout,
      readsFromReplicas,
    }),
    where: `the cluster of ${places.slice(0, 3).join(", ")}${places.length > 3 ? ", ..." : ""}`,
    secrets: secretsOf(driverOptions),
    readsFromReplicas,
    socketTimeout,
    connectTimeout,
    explain: async (error) => {
      const seed = connect(url);
      const cause = await seed.ready().then(
        () => undefined,
        (reason: Error) => reason.cause,
      );
      void disconnect(seed);
      return cause instanceof Error ? cause : error;
    },
    connect: (address) => connect(withAddress(url, address)),
    disconnect,
  });
}
