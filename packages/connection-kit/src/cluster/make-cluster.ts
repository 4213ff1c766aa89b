import type { ClusterConnection, Connection, ConnectionFactory, PluginClass } from "@coffer/cache-core";
import { ConnectionInterrupted, codeOf } from "@coffer/cache-core";
import type { Endpoint } from "../endpoint/endpoint.js";
import { parseAddress } from "../settings/address.js";
import type { AddressMap } from "../settings/address-map.js";
import { secretsOf } from "../shared-connection/reconnector.js";
import type { ClusterDriver } from "./cluster-driver.js";
import type { NodeAddress } from "./native-cluster.js";
import { NodeAddresses } from "./node-addresses.js";
import { readSeeds, withAddress } from "./read-seeds.js";
import { RoutedClusterConnection } from "./routed-cluster-connection.js";

/** How many hanging nodes may be tried one after the other within the time for connecting. */
const NODES_IN_TIME = 4;

export interface ClusterMaker {
  readonly driver: ClusterDriver;
  /** The class of the driver's cluster objects. */
  readonly Cluster: PluginClass;
  readonly readsFromReplicas: boolean;
  readonly addressMap: AddressMap;
  /** Resolves all settings of a connection to a URL. */
  resolve(url: string): Endpoint;
  connect(url: string): Connection;
  disconnect(connection: Connection): Promise<void>;
  /** Left out if the driver has no links. */
  readonly track?: ConnectionFactory["track"] | undefined;
}

/** Makes a connection to the cluster of these seeds. Its nodes are connected with the settings of the seeds, from the same pools. */
export function makeCluster(seeds: readonly string[], maker: ClusterMaker): ClusterConnection {
  const { driver, Cluster, readsFromReplicas, addressMap, resolve, connect, disconnect, track } = maker;
  const endpoints = readSeeds(seeds, resolve);
  const [url = ""] = seeds;
  const { connectTimeout, socketTimeout, driverOptions } = endpoints[0] as Endpoint;
  const places = endpoints.map(({ where }) => where.replace(/\/0$/, ""));
  const addresses = new NodeAddresses(addressMap);
  return new RoutedClusterConnection({
    seeds: places.map((place) => place.replace(/^.*:\/\//, "")),
    addresses,
    native: (nodes) =>
      driver.native({
        driverOptions,
        nodes: nodes.map(partsOf),
        reach: (announced) => partsOf(addresses.ofAnnounced(announced)),
        Cluster,
        connectTimeout,
        nodeTimeout: connectTimeout / NODES_IN_TIME,
        readsFromReplicas,
      }),
    where: `the cluster of ${places.slice(0, 3).join(", ")}${places.length > 3 ? ", ..." : ""}`,
    secrets: secretsOf(driverOptions),
    readsFromReplicas,
    socketTimeout,
    connectTimeout,
    connect: (address) => {
      try {
        return connect(withAddress(url, address));
      } catch (cause) {
        // The settings were valid when they were read. What is wrong now, such as a deleted certificate file, is a failure to connect.
        if (codeOf(cause) !== "ERR_IMPROPERLY_CONFIGURED") throw cause;
        const text = `the cluster's node ${address} cannot be connected to: ${(cause as Error).message}`;
        throw new ConnectionInterrupted("ERR_UNREACHABLE", text, { cause });
      }
    },
    disconnect,
    track: track && ((address, options) => track(withAddress(url, address), options)),
  });
}

function partsOf(address: string): NodeAddress {
  const { host = "", port } = parseAddress(address) ?? {};
  return { host: host.replace(/^\[|\]$/g, ""), port: Number(port) };
}
