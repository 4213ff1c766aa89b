import { Cluster } from "./cluster.js";
import { eventually } from "./eventually.js";
import type { RedisServer } from "./redis-server.js";
import type { ServerOptions } from "./server-options.js";
import { startAll } from "./start-all.js";
import { startServer } from "./start-server.js";

export interface ClusterOptions extends Omit<ServerOptions, "replicaOf" | "unixSocket" | "cluster"> {
  /** @default 3 */
  masters?: number;
  /**
   * Replicas of each master.
   * @default 1
   */
  replicas?: number;
}

const SLOTS = 16_384;

/** Starts a cluster and resolves when every node sees all slots served and all replicas in sync. */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const { masters: count = 3, replicas: each = 1, ...common } = options;
  const nodes = await startAll(count * (1 + each), () => startServer({ ...common, cluster: true }));
  try {
    const masters = nodes.slice(0, count);
    const patience = { deadline: options.deadline ?? 60_000, interval: 50 };
    await Promise.all(masters.map(giveSlots));
    await meet(nodes);
    await Promise.all(
      nodes.slice(count).map(async (replica, index) => {
        const id = String(await masters[index % count]?.command("CLUSTER", "MYID"));
        // Redis rejects it until the two nodes know each other.
        await eventually(() => replica.command("CLUSTER", "REPLICATE", id), patience);
      }),
    );
    await eventually(() => Promise.all(nodes.map((node) => expectComplete(node, count, each))), patience);
    return new Cluster(masters, nodes.slice(count));
  } catch (error) {
    await Promise.all(nodes.map((node) => node.stop()));
    throw error;
  }
}

async function giveSlots(master: RedisServer, index: number, masters: readonly RedisServer[]): Promise<void> {
  const first = Math.floor((SLOTS * index) / masters.length);
  const end = Math.floor((SLOTS * (index + 1)) / masters.length);
  // Masters get different epochs before they meet; otherwise they would have to resolve a conflict first.
  await master.command("CLUSTER", "SET-CONFIG-EPOCH", index + 1);
  await master.command(
    "CLUSTER",
    "ADDSLOTS",
    ...Array.from({ length: end - first }, (_, slot) => first + slot),
  );
}

/** Introduces each pair of nodes directly, which is faster than their gossip. */
async function meet(nodes: readonly RedisServer[]): Promise<void> {
  const pairs = nodes.flatMap((node, index) => nodes.slice(index + 1).map((other) => [node, other] as const));
  await Promise.all(pairs.map(([node, other]) => node.command("CLUSTER", "MEET", other.host, other.port)));
}

async function expectComplete(node: RedisServer, masters: number, replicas: number): Promise<void> {
  const [, state] = /cluster_state:(\w+)/.exec(String(await node.command("CLUSTER", "INFO"))) ?? [];
  const ranges = (await node.text("CLUSTER", "SLOTS")) as unknown[][];
  // A range consists of its first and last slot, its master, and its replicas.
  const complete = ranges.length === masters && ranges.every((range) => range.length === 3 + replicas);
  const { role, master_link_status: link } = await node.info("replication");
  if (state !== "ok" || !complete || (role === "slave" && link !== "up")) {
    throw new Error(`Port ${node.port}: state ${state}, ${ranges.length} ranges, ${role}, link ${link}.`);
  }
}
