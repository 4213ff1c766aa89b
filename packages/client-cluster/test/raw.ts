import type { Cluster, RedisServer } from "@coffer-internal/servers";

type Argument = string | number | Buffer;

const WITHOUT_KEY: ReadonlySet<string> = new Set(["ACL", "KEYS", "FLUSHALL", "CONFIG", "DBSIZE", "INFO"]);

/** The server that has a key now. */
export async function serverOf(cluster: Cluster, redisKey: string | Buffer): Promise<RedisServer> {
  return cluster.masterOf(await cluster.slotOf(redisKey));
}

/**
 * Sends a command to the server of its key, and one without a key to all primaries, whose lists or texts are joined.
 */
export function rawOf(cluster: Cluster): (command: string, ...args: Argument[]) => Promise<unknown> {
  return async (name, ...args) => {
    const [key = ""] = args;
    if (!WITHOUT_KEY.has(name))
      return (await serverOf(cluster, Buffer.isBuffer(key) ? key : String(key))).command(name, ...args);
    const replies = await Promise.all(cluster.masters.map((server) => server.command(name, ...args)));
    if (name === "INFO") return replies.join("");
    return Array.isArray(replies[0]) ? replies.flat() : replies[0];
  };
}
