import type { Patience } from "./eventually.js";
import type { RedisServer } from "./redis-server.js";
import { ServerGroup } from "./server-group.js";
import type { ServerOptions } from "./server-options.js";
import { startAll } from "./start-all.js";
import { startServer } from "./start-server.js";

export interface ReplicatedOptions extends Omit<ServerOptions, "replicaOf" | "unixSocket" | "cluster"> {
  /** @default 1 */
  replicas?: number;
}

export class ReplicatedServers extends ServerGroup {
  readonly primary: RedisServer;
  readonly replicas: readonly RedisServer[];

  constructor(primary: RedisServer, replicas: readonly RedisServer[]) {
    super();
    this.primary = primary;
    this.replicas = replicas;
  }

  get servers(): readonly RedisServer[] {
    return [this.primary, ...this.replicas];
  }

  /** Resolves when every replica has all writes that the primary has executed so far. */
  async settled(patience?: Patience): Promise<void> {
    const written = Number((await this.primary.info("replication")).master_repl_offset);
    const caughtUp = async (replica: RedisServer) =>
      Number((await replica.info("replication")).slave_repl_offset) >= written;
    await Promise.all(this.replicas.map((replica) => replica.waitFor(caughtUp, patience)));
  }
}

/** Starts a primary and replicas, all with the same options; the replicas are in sync when it resolves. */
export async function startReplicated(options: ReplicatedOptions = {}): Promise<ReplicatedServers> {
  const { replicas = 1, ...common } = options;
  const primary = await startServer(common);
  try {
    const followers = await startAll(replicas, () => startServer({ ...common, replicaOf: primary }));
    return new ReplicatedServers(primary, followers);
  } catch (error) {
    await primary.stop();
    throw error;
  }
}
