import { createCacheWith, type Layers, type Raw, type TestedClient } from "@coffer/client-suite";
import { startCluster, startServer } from "@coffer-internal/servers";
import { rawOf } from "../../client-cluster/test/raw.js";
import { startShards } from "../../client-shard/test/shards.js";

export const CLIENTS = ["default", "shard", "cluster"] as const;
type ClientName = (typeof CLIENTS)[number];

/** What herd changes for every client. */
export const capabilities = { plainValues: false, exactExpiry: false };

/** Servers for every topology. */
export interface Topologies extends AsyncDisposable {
  readonly LOCATION: Readonly<Record<ClientName, readonly string[]>>;
  readonly raw: Readonly<Record<ClientName, Raw>>;
  /** A client with its servers, for a suite. */
  client(name: ClientName, LAYERS?: Layers): TestedClient;
  /** All of them, by their names in reports. */
  readonly clients: Readonly<Record<string, TestedClient>>;
}

export async function startTopologies(): Promise<Topologies> {
  const [server, shards, cluster] = await Promise.all([startServer(), startShards(), startCluster()]);
  const LOCATION = { default: [server.url(0)], shard: shards.urls, cluster: cluster.urls };
  const raw: Topologies["raw"] = {
    default: (...command) => server.command(...command),
    shard: shards.raw,
    cluster: rawOf(cluster),
  };
  const client = (CLIENT_CLASS: ClientName, LAYERS: Layers = []): TestedClient => {
    const OPTIONS = { CLIENT_CLASS, LAYERS, SERIALIZER: "json", CONNECTION_FACTORY: "ioredis" };
    return {
      createCache: createCacheWith({ LOCATION: LOCATION[CLIENT_CLASS], OPTIONS }, { parent: import.meta }),
      raw: raw[CLIENT_CLASS],
      empty: () => raw[CLIENT_CLASS]("FLUSHALL"),
      capabilities: { oneServer: CLIENT_CLASS === "default" },
    };
  };
  return {
    LOCATION,
    raw,
    client,
    clients: Object.fromEntries(CLIENTS.map((name) => [`the ${name} client`, client(name)])),
    async [Symbol.asyncDispose]() {
      await Promise.all([server.stop(), cluster.stop(), shards[Symbol.asyncDispose]()]);
    },
  };
}
