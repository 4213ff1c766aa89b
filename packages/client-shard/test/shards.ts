import { HashRing } from "@coffer/client-shard";
import { type RedisServer, type ServerOptions, startServer } from "@coffer-internal/servers";

type Argument = string | number | Buffer;

/** Three independent servers, and direct access to their data. */
export interface Shards extends AsyncDisposable {
  readonly servers: readonly RedisServer[];
  readonly urls: readonly string[];
  /** The server of a Redis key without a hash tag. */
  serverOf(redisKey: string): RedisServer;
  /** `count` keys of the default version on each of the servers, in the order of the servers. */
  keysOfEach(count: number): string[][];
  /** Sends a command to the server of its key, and one without a key to all of them, whose lists or texts are joined. */
  raw(command: string, ...args: Argument[]): Promise<unknown>;
}

const WITHOUT_KEY: ReadonlySet<string> = new Set(["ACL", "KEYS", "FLUSHALL", "INFO"]);

export async function startShards(options: ServerOptions = {}): Promise<Shards> {
  const servers = await Promise.all([1, 2, 3].map(() => startServer(options)));
  const urls = servers.map((server) => server.url(0));
  const ring = new HashRing(urls);
  const indexOf = (redisKey: string) => urls.indexOf(ring.getNode(redisKey) as string);
  const serverOf = (redisKey: string) => servers[indexOf(redisKey)] as RedisServer;
  return {
    servers,
    urls,
    serverOf,
    keysOfEach(count) {
      const keys: string[][] = servers.map(() => []);
      for (let n = 0; keys.some((each) => each.length < count); n++) {
        const its = keys[indexOf(`:1:k${n}`)] as string[];
        if (its.length < count) its.push(`k${n}`);
      }
      return keys;
    },
    raw: async (name, ...args) => {
      if (!WITHOUT_KEY.has(name)) return serverOf(String(args[0])).command(name, ...args);
      const replies = await Promise.all(servers.map((server) => server.command(name, ...args)));
      if (name === "INFO") return replies.join("");
      return Array.isArray(replies[0]) ? replies.flat() : replies[0];
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}
