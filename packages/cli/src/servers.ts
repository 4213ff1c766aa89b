import type { Cache, ClientContext, Connection } from "@coffer/cache-core";

const AUTHORITY = /^(\w+:\/\/(?:[^/?#]*@)?)[^/?#]*/;

/** One of the servers that a cache's `LOCATION` names, or a master of the cluster that it names nodes of, spoken to directly. */
export interface Server {
  /** Its URL without credentials. */
  readonly where: string;
  /** For checks, not to be shown. */
  readonly url: string;
  readonly connection: Connection;
}

/** What the client of a cache was built with, which leads to the single servers; undefined where it does not say. */
export function contextOf({ client }: Cache): ClientContext | undefined {
  const { context } = client;
  return typeof context?.connections?.connect === "function" && Array.isArray(context.servers)
    ? context
    : undefined;
}

/** Does `work` with each server in turn, on connections that are the cache's own where its factory shares them. */
export async function eachServer<T>(
  context: ClientContext,
  work: (server: Server) => Promise<T>,
): Promise<T[]> {
  return onEach(context, await serversOf(context), work);
}

/** The same for those which together have all keys, and take writes. */
export async function eachPrimary<T>(
  context: ClientContext,
  work: (server: Server) => Promise<T>,
): Promise<T[]> {
  const servers = await serversOf(context);
  // Who knows replicas has this among its options, and its primary first.
  return onEach(context, "REPLICA_READ_ONLY" in context.options ? servers.slice(0, 1) : servers, work);
}

async function onEach<T>(
  context: ClientContext,
  servers: readonly string[],
  work: (server: Server) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  for (const url of servers) {
    const connection = context.connections.connect(url);
    try {
      results.push(await work({ where: withoutCredentials(url), url, connection }));
    } finally {
      await context.connections.disconnect(connection);
    }
  }
  return results;
}

/** Of a cluster all masters, whichever nodes are named; those that are named where none of them tells. */
async function serversOf({ connections, servers, options }: ClientContext): Promise<readonly string[]> {
  // Who speaks to a cluster has this among its options.
  if (!("READ_FROM_REPLICAS" in options) || connections.connectCluster === undefined) return servers;
  const cluster = connections.connectCluster(servers);
  try {
    await cluster.ready();
    // User, password and query are the same for all nodes.
    return cluster.masters.map((node) => (servers[0] as string).replace(AUTHORITY, (_, head) => head + node));
  } catch {
    return servers;
  } finally {
    await connections.disconnect(cluster);
  }
}

/** A URL as it may be shown. Of its query only the database stays, since passwords may stand there, too. */
export function withoutCredentials(url: string): string {
  const [address = "", query = ""] = url.trim().split("?", 2);
  const db = /(?:^|&)db=(\d+)/.exec(query)?.[1];
  return address.replace(/\/\/.*@/, "//") + (db === undefined ? "" : `?db=${db}`);
}
