import { eventually, type Patience } from "./eventually.js";
import type { RedisServer } from "./redis-server.js";
import { ServerGroup } from "./server-group.js";
import type { ReplicatedServers } from "./start-replicated.js";

/** Sentinels and the servers that they monitor. */
export class SentinelGroup extends ServerGroup {
  /** The name of the service, by which clients find the primary. */
  readonly name: string;
  readonly sentinels: readonly RedisServer[];
  readonly #replicated: ReplicatedServers;

  constructor(name: string, replicated: ReplicatedServers, sentinels: readonly RedisServer[]) {
    super();
    this.name = name;
    this.sentinels = sentinels;
    this.#replicated = replicated;
  }

  /** The servers that hold data, the first primary first. */
  get members(): readonly RedisServer[] {
    return this.#replicated.servers;
  }

  get servers(): readonly RedisServer[] {
    return [...this.sentinels, ...this.members];
  }

  /** The current primary, according to the first sentinel that answers. */
  async primary(): Promise<RedisServer> {
    const ask = (sentinel: RedisServer) => sentinel.text("SENTINEL", "GET-MASTER-ADDR-BY-NAME", this.name);
    const [, port] = (await Promise.any(this.sentinels.map(ask))) as string[];
    const found = this.members.find((member) => member.port === Number(port));
    if (found === undefined) throw new Error(`The sentinels name port ${port}, which no member has.`);
    return found;
  }

  /**
   * Resolves to the new primary once all sentinels, and the server itself, report another primary than `old`, and no failover
   * is running: two sentinels elected shortly after each other each promote a server.
   */
  async failedOver(old: RedisServer, patience: Patience = { deadline: 60_000 }): Promise<RedisServer> {
    return eventually(async () => {
      const primary = await this.primary();
      // A frozen server would not report its role.
      if (primary === old) throw new Error(`No failover from port ${old.port} yet.`);
      const { role } = await primary.info("replication");
      if (role !== "master") throw new Error(`Port ${primary.port} is no primary yet.`);
      for (const sentinel of this.sentinels) {
        const pairs = (await sentinel.text("SENTINEL", "MASTER", this.name)) as string[];
        const [port, flags] = ["port", "flags"].map((field) => pairs[pairs.indexOf(field) + 1]);
        if (port !== String(primary.port) || flags !== "master")
          throw new Error(`To the sentinel ${sentinel.port}, port ${port} is ${flags}.`);
      }
      return primary;
    }, patience);
  }
}
