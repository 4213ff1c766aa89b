import type { Cache, Client, ClientContext, ServerInfo } from "@coffer/cache-core";

/** A client with its context and its list of servers, as every subclass of `BaseClient` has them. */
export type OpenClient = Client & {
  readonly context: ClientContext;
  servers(): Promise<readonly ServerInfo[]>;
};

/** The client of a cache; undefined if it only has commands. */
export function openClientOf({ client }: Cache): OpenClient | undefined {
  return client.context !== undefined && client.servers !== undefined ? (client as OpenClient) : undefined;
}

/** Runs `work` with each server in turn. */
export async function eachServer<T>(
  client: OpenClient,
  work: (server: ServerInfo, index: number) => Promise<T>,
): Promise<T[]> {
  return onEach(await client.servers(), work);
}

/** The same for those which together have all keys, and take writes. */
export async function eachPrimary<T>(
  client: OpenClient,
  work: (server: ServerInfo) => Promise<T>,
): Promise<T[]> {
  return onEach(
    (await client.servers()).filter(({ role }) => role === "primary"),
    work,
  );
}

async function onEach<T>(
  servers: readonly ServerInfo[],
  work: (server: ServerInfo, index: number) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  for (const [index, server] of servers.entries()) results.push(await work(server, index));
  return results;
}
